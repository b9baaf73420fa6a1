/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.client.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * All arguments of one invocation as a stream of elements, for one consumer.
 *
 * @param <T> the type of an element
 */
public final class IncomingArguments<T> implements Iterator<T> {

	private final @Nullable ArgumentQueue following;

	private final ArgumentReader<T> reader;

	private @Nullable Payload first;

	private @Nullable T next;

	/**
	 * Creates a stream.
	 * @param first the arguments that the call began with
	 * @param following those that follow; {@code null} if none do
	 * @param reader reads elements
	 */
	public IncomingArguments(Payload first, @Nullable ArgumentQueue following, ArgumentReader<T> reader) {
		this.first = first;
		this.following = following;
		this.reader = reader;
	}

	/**
	 * A view for people who like streams.
	 * @return the elements, each waited for
	 */
	public Stream<T> stream() {
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false);
	}

	/**
	 * Takes the next element.
	 * @return the element, or {@code null} if there is none now
	 * @throws RuntimeException what the stream failed with
	 */
	@Nullable T poll() {
		T element = first();
		while (element == null && this.following != null) {
			Payload payload = this.following.poll();
			if (payload == null) {
				return null;
			}
			element = this.reader.read(payload, false);
		}
		return element;
	}

	/**
	 * Whether no more elements come. To be asked after {@link #poll()}.
	 */
	boolean isEnd() {
		return this.first == null && (this.following == null || this.following.isEnd());
	}

	void onChange(Runnable listener) {
		if (this.following != null) {
			this.following.onChange(listener);
		}
	}

	private @Nullable T first() {
		Payload first = this.first;
		this.first = null;
		return (first != null) ? this.reader.read(first, true) : null;
	}

	@Override
	public boolean hasNext() {
		if (this.next == null) {
			this.next = await();
		}
		return this.next != null;
	}

	private @Nullable T await() {
		T element = first();
		try {
			while (element == null && this.following != null) {
				Payload payload = this.following.take();
				if (payload == null) {
					return null;
				}
				element = this.reader.read(payload, false);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new WampCanceledException("The thread was interrupted while it waited for arguments", ex);
		}
		return element;
	}

	@Override
	public T next() {
		if (!hasNext() || this.next == null) {
			throw new NoSuchElementException("There are no more arguments");
		}
		T element = this.next;
		this.next = null;
		return element;
	}

}
