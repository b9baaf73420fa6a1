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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.WampException;
import io.github.wampspring.protocol.Payload;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs one invocation's handler on a thread of the executor, and interrupts that thread
 * when the invocation is interrupted, for as long as the handler runs there.
 */
final class InvocationTask implements HandlerExecutor.Refusable {

	private static final Log logger = LogFactory.getLog(InvocationTask.class);

	private final Invocation invocation;

	private final InvocationHandler handler;

	private @Nullable Thread thread;

	private boolean interrupted;

	private final boolean interruptOnLoss;

	private final HandlerCounts counts;

	InvocationTask(Invocation invocation, InvocationHandler handler, boolean interruptOnLoss, HandlerCounts counts) {
		this.counts = counts;
		this.interruptOnLoss = interruptOnLoss;
		this.invocation = invocation;
		this.handler = handler;
	}

	@Override
	public void run() {
		synchronized (this) {
			if (!this.interrupted) {
				this.thread = Thread.currentThread();
			}
		}
		if (this.thread == null) {
			this.invocation.fail(ErrorUris.CANCELED, Payload.of("The call was cancelled before it began"));
			return;
		}
		Object before = RunningHandler.enter(this.invocation);
		try {
			this.handler.onInvocation(this.invocation);
		}
		catch (Throwable ex) {
			fail(this.invocation, ex);
		}
		finally {
			RunningHandler.exit(before);
			leave();
		}
	}

	@Override
	public void refuse() {
		this.counts.invocationRefused();
		this.invocation.fail(ErrorUris.UNAVAILABLE,
				Payload.of("The callee has no thread free for " + this.invocation.procedure()));
	}

	private void leave() {
		synchronized (this) {
			this.thread = null;
			if (this.interrupted) {
				Thread.interrupted();
			}
		}
	}

	/**
	 * Interrupts the handler, or does not let it begin. One that runs goes on when the
	 * session was lost, unless that is to interrupt it.
	 */
	synchronized void interrupt() {
		if (this.thread == null) {
			this.interrupted = true;
		}
		else if (this.interruptOnLoss
				|| !(this.invocation instanceof ClientInvocation invocation && invocation.isLost())) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Ends an invocation with what its handler, or what stands around that, failed with.
	 * @param invocation the invocation
	 * @param failure the failure
	 */
	static void fail(Invocation invocation, Throwable failure) {
		if (failure instanceof WampException error) {
			invocation.fail(error.getUri(), Payload.of(error.getArguments(), error.getKeywordArguments()));
		}
		else if (failure instanceof InterruptedException && invocation.isInterrupted()) {
			invocation.fail(ErrorUris.CANCELED, Payload.of("The call was cancelled"));
		}
		else {
			logger.error("The handler of " + invocation.procedure() + " failed", failure);
			invocation.fail(ErrorUris.RUNTIME_ERROR, Payload.of("The procedure failed"));
		}
	}

}
