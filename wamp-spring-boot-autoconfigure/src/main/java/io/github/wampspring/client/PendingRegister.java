package io.github.wampspring.client;

import io.github.wampspring.protocol.MessageType;

/**
 * A registration that waits for the router's answer.
 */
final class PendingRegister extends PendingRequest<Long> {

	private final InvocationHandler handler;

	PendingRegister(String procedure, InvocationHandler handler) {
		super(MessageType.REGISTER, procedure);
		this.handler = handler;
	}

	InvocationHandler handler() {
		return this.handler;
	}

}
