package io.github.wampspring.docs.guide;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.core.WampTemplate;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

@Component
class Callers {

	private final WampTemplate wamp;

	private final ReactiveWampTemplate reactiveWamp;

	Callers(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
		this.wamp = wamp;
		this.reactiveWamp = reactiveWamp;
	}

	// tag::blocking[]
	int addBlocking() {
		return this.wamp.call("com.myapp.add2", Integer.class, 2, 3);
	}
	// end::blocking[]

	// tag::future[]
	CompletableFuture<String> addLater() {
		return this.wamp.callAsync("com.myapp.add2", Integer.class, 2, 3)
			.thenApply((sum) -> "call result: " + sum)
			.exceptionally((ex) -> "call error: " + ex.getMessage());
	}
	// end::future[]

	// tag::reactor[]
	Mono<String> addReactive() {
		return this.reactiveWamp.call("com.myapp.add2", Integer.class, 2, 3)
			.map((sum) -> "call result: " + sum)
			.onErrorResume((ex) -> Mono.just("call error: " + ex.getMessage()));
	}
	// end::reactor[]

	// tag::fluent[]
	WampResult everything() {
		return this.wamp.newCall("com.myapp.describe")
			.args("cube")
			.kwarg("edge", 2.5)
			.timeout(Duration.ofSeconds(3))
			.discloseMe()
			.call();
	}
	// end::fluent[]

}
