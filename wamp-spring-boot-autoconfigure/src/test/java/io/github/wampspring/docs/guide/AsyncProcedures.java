package io.github.wampspring.docs.guide;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampResult;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

@Component
class AsyncProcedures {

	// tag::async[]
	@WampProcedure("com.myapp.later")
	CompletionStage<String> later(String text) {
		return CompletableFuture.supplyAsync(() -> text, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
	}

	@WampProcedure("com.myapp.reactive")
	Mono<String> reactive(String text) {
		return Mono.just(text).delayElement(Duration.ofMillis(10));
	}
	// end::async[]

	@WampProcedure("com.myapp.describe")
	WampResult describe(String shape, @WampKwarg double edge) {
		return WampResult.of(shape).with("volume", edge * edge * edge);
	}

}
