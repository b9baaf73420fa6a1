package io.github.wampspring.core;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.codec.PayloadMapper;
import reactor.core.publisher.Mono;

/**
 * The publication of {@link ReactiveWampTemplate}.
 */
final class DefaultReactivePublicationSpec extends AbstractPublicationSpec<ReactivePublicationSpec>
		implements ReactivePublicationSpec {

	private final OperationRunner runner;

	DefaultReactivePublicationSpec(String topic, PayloadMapper mapper, OperationRunner runner) {
		super(topic, mapper);
		this.runner = runner;
	}

	@Override
	public Mono<Long> publish() {
		Dict options = options();
		Payload payload = payload();
		return Mono.fromFuture(() -> this.runner.publishAsync(topic(), options, payload));
	}

}
