package io.github.wampspring.listener;

import io.github.wampspring.client.Invocation;
import org.jspecify.annotations.Nullable;

/**
 * Sends progressive results of an invocation.
 *
 * @param invocation the invocation
 */
record InvocationProgressSink(Invocation invocation) implements ProgressSink<@Nullable Object> {

	@Override
	public void next(@Nullable Object result) {
		this.invocation.progress(ReturnValue.payload(result));
	}

	@Override
	public boolean isWanted() {
		return this.invocation.isProgressWanted();
	}

	@Override
	public boolean isCancelled() {
		return this.invocation.isInterrupted();
	}

}
