package io.github.wampspring.core;

import io.github.wampspring.client.WampConnection;
import io.github.wampspring.protocol.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls, publishes and subscribes over one connection, in the style of Reactor. Safe for
 * use by many threads.
 */
public class ReactiveWampTemplate implements ReactiveWampOperations {

	private final PayloadMapper mapper;

	private final OperationRunner runner;

	/**
	 * Creates a template.
	 * @param connection the connection
	 * @param mapper between arguments and types
	 * @param errors the exceptions that calls end with instead of a
	 * {@link io.github.wampspring.client.WampException}
	 * @param timeouts for operations that do not say it themselves
	 */
	public ReactiveWampTemplate(WampConnection connection, PayloadMapper mapper, ErrorMappings errors,
			OperationTimeouts timeouts) {
		this.mapper = mapper;
		this.runner = new OperationRunner(connection, errors, timeouts);
	}

	@Override
	public <T> Mono<T> call(String procedure, Class<T> resultType, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call(resultType);
	}

	@Override
	public <T> Mono<T> call(String procedure, ParameterizedTypeReference<T> resultType, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call(resultType);
	}

	@Override
	public Mono<WampResult> call(String procedure, @Nullable Object... arguments) {
		return newCall(procedure).args(arguments).call();
	}

	@Override
	public ReactiveCallSpec newCall(String procedure) {
		return new DefaultReactiveCallSpec(procedure, this.mapper, this.runner);
	}

	@Override
	public Mono<Void> publish(String topic, @Nullable Object... arguments) {
		return newPublication(topic).args(arguments).publish().then();
	}

	@Override
	public ReactivePublicationSpec newPublication(String topic) {
		return new DefaultReactivePublicationSpec(topic, this.mapper, this.runner);
	}

	@Override
	public ReactiveSubscriptionSpec newSubscription(String topic) {
		return new DefaultReactiveSubscriptionSpec(
				new DefaultSubscriptionSpec(topic, this.mapper, this.runner.connection()), this.runner);
	}

}
