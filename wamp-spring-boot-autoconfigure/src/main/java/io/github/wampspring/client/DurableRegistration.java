package io.github.wampspring.client;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ErrorUris;

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
		this.dispatched = dispatcher.dispatch(handler, this);
		this.force = force;
	}

	@Override
	CompletableFuture<Long> request(ClientSession session, boolean again) {
		Dict options = (again && this.force) ? getOptions().with("force_reregister", true) : getOptions();
		return session.register(uri(), options, this.dispatched);
	}

	@Override
	CompletableFuture<?> release(ClientSession session, long id) {
		return session.unregister(id);
	}

	@Override
	String revoked() {
		return ErrorUris.NO_SUCH_REGISTRATION;
	}

	@Override
	String describe() {
		return describe("the procedure", uri(), this.handler);
	}

	@Override
	public String getProcedure() {
		return uri();
	}

	@Override
	public String toString() {
		return describe();
	}

}
