package io.github.wampspring.core;

import java.util.concurrent.CompletableFuture;

import io.github.wampspring.protocol.codec.PayloadMapper;
import org.jspecify.annotations.Nullable;

/**
 * The publication of {@link WampTemplate}.
 */
final class DefaultPublicationSpec extends AbstractPublicationSpec<PublicationSpec> implements PublicationSpec {

	private final OperationRunner runner;

	DefaultPublicationSpec(String topic, PayloadMapper mapper, OperationRunner runner) {
		super(topic, mapper);
		this.runner = runner;
	}

	@Override
	public @Nullable Long publish() {
		return this.runner.publish(topic(), options(), payload());
	}

	@Override
	public CompletableFuture<@Nullable Long> publishAsync() {
		return this.runner.publishAsync(topic(), options(), payload());
	}

}
