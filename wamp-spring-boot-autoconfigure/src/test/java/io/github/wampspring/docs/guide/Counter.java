package io.github.wampspring.docs.guide;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

class Counter {

	@Component
	static class Listener {

		final List<Integer> seen = new CopyOnWriteArrayList<>();

		// tag::subscribe[]
		@WampSubscribe("com.myapp.oncounter")
		void onCounter(int count) {
			this.seen.add(count);
		}
		// end::subscribe[]

	}

	// tag::publish[]
	@Component
	static class Ticker {

		private final WampTemplate wamp;

		private final AtomicInteger counter = new AtomicInteger();

		Ticker(WampTemplate wamp) {
			this.wamp = wamp;
		}

		@Scheduled(fixedRate = 1000)
		void tick() {
			this.wamp.publish("com.myapp.oncounter", this.counter.getAndIncrement());
		}

	}
	// end::publish[]

}
