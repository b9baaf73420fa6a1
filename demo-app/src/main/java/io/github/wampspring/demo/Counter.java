package io.github.wampspring.demo;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampOperations;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts, and goes on from what others publish: several instances count together.
 */
@Component
class Counter {

	private static final String TOPIC = "com.myapp.oncounter";

	private final WampOperations wamp;

	private final AtomicInteger count = new AtomicInteger();

	Counter(WampOperations wamp) {
		this.wamp = wamp;
	}

	@Scheduled(fixedRate = 1000)
	void count() {
		// Waits for nobody: while there is no session, the counter just goes on
		this.wamp.newPublication(TOPIC).args(this.count.incrementAndGet()).publishAsync();
	}

	@WampSubscribe(TOPIC)
	void onCounter(int count) {
		this.count.set(count);
	}

}
