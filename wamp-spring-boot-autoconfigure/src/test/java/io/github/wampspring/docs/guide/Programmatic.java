package io.github.wampspring.docs.guide;

import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

@Component
class Programmatic {

	private final WampTemplate wamp;

	private final ReactiveWampTemplate reactiveWamp;

	Programmatic(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
		this.wamp = wamp;
		this.reactiveWamp = reactiveWamp;
	}

	// tag::register[]
	WampRegistration registerMul2() {
		return this.wamp.register("com.myapp.mul2", Integer.class, Integer.class, (x, y) -> x * y);
	}
	// end::register[]

	// tag::subscribe[]
	WampSubscription subscribe(StringBuilder seen) {
		return this.wamp.subscribe("com.myapp.oncounter", Integer.class, (count) -> seen.append(count));
	}

	Flux<Integer> counts() {
		return this.reactiveWamp.subscribe("com.myapp.oncounter", Integer.class);
	}
	// end::subscribe[]

}
