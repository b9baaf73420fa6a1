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

package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * A registration that comes back at every join.
 */
final class DurableRegistration extends DurableHandle implements WampRegistration {

	private final InvocationHandler handler;

	private final InvocationHandler dispatched;

	private final boolean force;

	/**
	 * Creates a registration.
	 * @param procedure the URI or pattern
	 * @param options {@code REGISTER.Options}
	 * @param handler the application's handler
	 * @param dispatcher brings it to the executor
	 * @param force whether to replace what an earlier session of ours left behind
	 * @param owner where it belongs to
	 */
	DurableRegistration(String procedure, Dict options, InvocationHandler handler, HandlerDispatcher dispatcher,
			boolean force, Durables owner) {
		super(procedure, options, owner);
		this.handler = handler;
		this.dispatched = new Gate(dispatcher.dispatch(dispatcher.intercepted(procedure, handler), this::onRevoked));
		this.force = force;
	}

	@Override
	CompletableFuture<Long> request(ClientSession session, boolean again) {
		Dict options = (again && this.force) ? options().with("force_reregister", true) : options();
		return session.register(getUri(), options, this.dispatched);
	}

	@Override
	CompletableFuture<?> release(ClientSession session, long id) {
		return session.unregister(id);
	}

	@Override
	boolean isHeld(ClientSession session, long id) {
		return session.isRegistered(id);
	}

	@Override
	String revoked() {
		return ErrorUris.NO_SUCH_REGISTRATION;
	}

	@Override
	String describe() {
		return describe("the procedure", getUri(), this.handler);
	}

	@Override
	public String toString() {
		return describe();
	}

	/** Lets nothing through while the registration is paused. */
	private final class Gate implements InvocationHandler {

		private final InvocationHandler handler;

		Gate(InvocationHandler handler) {
			this.handler = handler;
		}

		@Override
		public void onInvocation(Invocation invocation) throws Exception {
			if (getMode() == Mode.PAUSED) {
				invocation.fail(ErrorUris.UNAVAILABLE,
						Payload.of("The procedure " + invocation.procedure() + " is paused"));
			}
			else {
				this.handler.onInvocation(invocation);
			}
		}

		@Override
		public void onRevoked(@Nullable String reason) {
			this.handler.onRevoked(reason);
		}

	}

}
