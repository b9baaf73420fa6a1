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

package io.github.wampspring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.wampspring.PayloadException;
import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.WampSession;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;

/**
 * An invocation that remembers how it ended.
 */
class FakeInvocation implements Invocation {

	static final Dict PROGRESS = Dict.of("receive_progress", true);

	final List<Payload> progress = new CopyOnWriteArrayList<>();

	private final String procedure;

	private final WampSession session;

	private final Dict details;

	private final Payload payload;

	private final List<Runnable> actions = new ArrayList<>();

	private Payload result;

	private String error;

	private boolean interrupted;

	boolean refuseProgress;

	FakeInvocation(WampSession session, String procedure, Dict details, Payload payload) {
		this.session = session;
		this.procedure = procedure;
		this.details = details;
		this.payload = payload;
	}

	@Override
	public WampSession session() {
		return this.session;
	}

	@Override
	public long request() {
		return 1;
	}

	@Override
	public String procedure() {
		return this.procedure;
	}

	@Override
	public Dict details() {
		return this.details;
	}

	@Override
	public Payload payload() {
		return this.payload;
	}

	@Override
	public boolean isProgressWanted() {
		return this.details.isTrue("receive_progress");
	}

	@Override
	public void progress(Payload payload) {
		if (this.refuseProgress) {
			throw new PayloadException("cannot be written", null);
		}
		if (isProgressWanted() && this.result == null) {
			this.progress.add(payload);
		}
	}

	@Override
	public synchronized void complete(Payload payload) {
		if (this.result == null) {
			this.result = payload;
		}
	}

	@Override
	public synchronized void fail(String error, Payload payload) {
		if (this.result == null) {
			this.result = payload;
			this.error = error;
		}
	}

	@Override
	public synchronized boolean isInterrupted() {
		return this.interrupted;
	}

	@Override
	public void onInterrupt(Runnable action) {
		this.actions.add(action);
	}

	void interrupt() {
		synchronized (this) {
			this.interrupted = true;
		}
		this.actions.forEach(Runnable::run);
	}

	synchronized boolean isEnded() {
		return this.result != null;
	}

	synchronized String error() {
		return this.error;
	}

	/**
	 * The positional results.
	 * @return the results
	 * @throws AssertionError if the invocation failed or goes on
	 */
	synchronized List<?> results() {
		if (this.error != null || this.result == null) {
			throw new AssertionError((this.error != null) ? this.error + " " + this.result : "not ended");
		}
		return ((Payload.Values) this.result).arguments()
			.stream()
			.map(FakeInvocation::plain)
			.collect(Collectors.toList());
	}

	private static Object plain(Object argument) {
		boolean typed = argument != null && argument.getClass().getSimpleName().equals("TypedValue");
		return typed ? ListenerContext.MAPPER.arguments(Payload.of(argument)).get(0) : argument;
	}

	synchronized Map<String, ?> keywordResults() {
		results();
		return ((Payload.Values) this.result).keywordArguments();
	}

	synchronized List<?> errorArguments() {
		return ((Payload.Values) this.result).arguments();
	}

	synchronized Map<String, ?> errorKeywordArguments() {
		return ((Payload.Values) this.result).keywordArguments();
	}

	List<Object> progressed() {
		List<Object> values = new ArrayList<>();
		this.progress.forEach((payload) -> values
			.addAll(((Payload.Values) payload).arguments().stream().map(FakeInvocation::plain).toList()));
		return values;
	}

}
