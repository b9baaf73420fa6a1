package io.github.wampspring.benchmarks.client;

import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampTemplate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Counts events, checks their order, and gives the publisher credit.
 */
@Component
@ConditionalOnProperty(name = "bench.role", havingValue = "subscriber")
class Subscriber implements Workload {

	private final WampTemplate wamp;

	private final long count;

	private long all;

	private long last;

	private long received;

	private long reordered;

	private long first;

	private long latest;

	Subscriber(WampTemplate wamp, BenchmarkProperties properties) {
		this.wamp = wamp;
		this.count = properties.count();
	}

	@WampSubscribe("bench.topic")
	synchronized void on(@WampKwarg long n, @WampKwarg int phase, @WampKwarg String data) {
		this.all++;
		if (n <= this.last) {
			this.reordered++;
		}
		this.last = n;
		if (phase == 1) {
			this.latest = System.nanoTime();
			if (this.received++ == 0) {
				this.first = this.latest;
				Report.emit("start");
			}
		}
		else if (phase == 2) {
			finish(true);
		}
		if (this.all % 500 == 0) {
			this.wamp.publish("bench.credit", n);
		}
	}

	@Override
	public void run() {
		for (long before = -1;;) {
			BenchmarkProperties.sleep(20);
			synchronized (this) {
				if (this.received > 0 && this.all == before) {
					finish(false);
				}
				before = this.all;
			}
		}
	}

	private void finish(boolean complete) {
		double seconds = (this.latest - this.first) / 1e9;
		Report.emit("result", "received", this.received, "secs", seconds, "rate",
				(seconds > 0) ? this.received / seconds : 0.0, "lost", this.count - this.received, "reordered",
				this.reordered, "complete", complete);
		Report.end();
	}

}
