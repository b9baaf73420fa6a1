package io.github.wampspring.listener;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.BaseStream;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a stream: progressive results and an empty final one where the caller
 * wants that, else one list.
 */
final class StreamReturnValue implements ReturnValue {

	private final InvocationFailures failures;

	StreamReturnValue(InvocationFailures failures) {
		this.failures = failures;
	}

	@Override
	public void send(@Nullable Object value, Invocation invocation) {
		if (!(value instanceof BaseStream<?, ?> stream)) {
			invocation.complete(ReturnValue.payload(value));
			return;
		}
		List<@Nullable Object> list = new ArrayList<>();
		boolean progress = invocation.isProgressWanted();
		try (stream) {
			Iterator<?> elements = stream.iterator();
			while (!invocation.isInterrupted() && elements.hasNext()) {
				Object element = elements.next();
				if (progress) {
					invocation.progress(ReturnValue.payload(element));
				}
				else {
					list.add(element);
				}
			}
		}
		if (invocation.isInterrupted()) {
			this.failures.cancel(invocation);
		}
		else {
			invocation.complete(progress ? Payload.NONE : ReturnValue.payload(list));
		}
	}

}
