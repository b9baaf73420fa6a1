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

package io.github.wampspring.transport.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import jakarta.websocket.Extension;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.jspecify.annotations.Nullable;

/**
 * One of Tomcat's transformations of frames that leaves all to the next one.
 */
abstract class DelegatingTransformation implements Transformation {

	private @Nullable Transformation next;

	DelegatingTransformation(@Nullable Transformation next) {
		this.next = next;
	}

	private Transformation next() {
		Transformation next = this.next;
		if (next == null) {
			throw new IllegalStateException("not set up");
		}
		return next;
	}

	/**
	 * Ends the delegating, so that the next one and what it holds can go.
	 */
	void release() {
		this.next = null;
	}

	@Override
	public void setNext(Transformation next) {
		if (this.next == null) {
			this.next = next;
		}
		else {
			this.next.setNext(next);
		}
	}

	@Override
	public boolean validateRsvBits(int bits) {
		return next().validateRsvBits(bits);
	}

	@Override
	public @Nullable Extension getExtensionResponse() {
		return next().getExtensionResponse();
	}

	@Override
	public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer target) throws IOException {
		return next().getMoreData(opCode, fin, rsv, target);
	}

	@Override
	public boolean validateRsv(int rsv, byte opCode) {
		return next().validateRsv(rsv, opCode);
	}

	@Override
	public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
		return next().sendMessagePart(parts);
	}

	@Override
	public void close() {
		Transformation next = this.next;
		if (next != null) {
			next.close();
		}
	}

}
