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

package io.github.wampspring.router.cluster;

import java.util.concurrent.CompletionStage;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.routing.OfferedPlaces;
import io.github.wampspring.router.routing.PendingCall;
import io.github.wampspring.router.routing.Quota;
import io.github.wampspring.router.routing.RemoteCalls;

/**
 * Stands for the caller of one call that comes from another instance.
 */
final class RemoteCaller implements RemoteCalls.Caller {

	private static final String TOO_LARGE = "The callee's answer is too large to go to another instance of the router"
			+ " (property wamp.router.max-message-size)";

	private static final Quota NOTHING = new Quota(0);

	private static final String TOO_MUCH = "Too much waits for the instance of the caller";

	private final String realm;

	private final Cluster cluster;

	private final RemoteNode node;

	private final Frame.Invoke call;

	RemoteCaller(String realm, Cluster cluster, RemoteNode node, Frame.Invoke call) {
		this.realm = realm;
		this.cluster = cluster;
		this.node = node;
		this.call = call;
	}

	@Override
	public boolean isRemote() {
		return true;
	}

	/** The details of the invocation are made where the call comes from. */
	@Override
	public Dict callerDetails() {
		return Dict.EMPTY;
	}

	@Override
	public Payload prepare(Payload payload) {
		return this.cluster.prepare(payload);
	}

	@Override
	public void answer(WampMessage message) {
		if (message instanceof Result result) {
			boolean progress = result.details().isTrue("progress");
			answer(new Frame.Result(this.realm, result.request(), progress, result.details(),
					prepare(result.payload())), progress);
		}
		else if (message instanceof Error error) {
			answer(new Frame.Failure(this.realm, error.request(), error.error(), error.details(),
					prepare(error.payload())), false);
		}
	}

	/**
	 * Sends what a callee may have made as large as it likes. Where there is no room for
	 * it, this call ends, and no other.
	 */
	private void answer(Frame frame, boolean progress) {
		Sent sent = this.cluster.send(this.node.id(), frame);
		if (sent == Sent.QUEUED) {
			return;
		}
		boolean large = sent == Sent.TOO_LARGE;
		// not that it was unavailable: the call would go to another callee
		String uri = large ? ErrorUris.PAYLOAD_SIZE_EXCEEDED : ErrorUris.CANCELED;
		String message = large ? TOO_LARGE : TOO_MUCH;
		PendingCall pending = progress ? this.node.incoming().get(this.call.call()) : null;
		if (pending != null) {
			pending.cancel(CancelMode.KILLNOWAIT, uri, message);
		}
		else {
			send(new Frame.Failure(this.realm, this.call.call(), uri, Dict.EMPTY, prepare(Payload.of(message))));
		}
	}

	@Override
	public void refused(long request, boolean full, boolean later) {
		send(new Frame.Refusal(this.realm, request, full, later));
	}

	@Override
	public OfferedPlaces places() {
		return this.node.places();
	}

	@Override
	public void hold(long session, CompletionStage<?> room) {
		send(new Frame.Room(this.realm, session, false));
		room.whenComplete((free, failure) -> send(new Frame.Room(this.realm, session, true)));
	}

	private void send(Frame frame) {
		this.cluster.sendOrInterrupt(this.node.id(), frame);
	}

	/** The link does so by itself. */
	@Override
	public void flush() {
	}

	/** Its calls are kept where it is. */
	@Override
	public Quota heldCalls() {
		return NOTHING;
	}

	@Override
	public boolean passesPayloads() {
		return this.call.passesPayloads();
	}

	@Override
	public boolean isTrusted() {
		return this.call.trusted();
	}

	@Override
	public void ended(long request, PendingCall call) {
		this.node.incoming().remove(request, call);
	}

}
