package io.github.wampspring.demo;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.listener.ProgressSink;
import io.github.wampspring.protocol.InvocationPolicy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.stereotype.Component;

/**
 * A call that takes its time, and tells how far it is. When the caller cancels it, the
 * thread is interrupted.
 */
@Component
class Countdown {

	private static final int PACE = 400;

	@WampProcedure(uri = "com.myapp.countdown", invoke = InvocationPolicy.ROUNDROBIN)
	int countdown(@PositiveOrZero @Max(100) int from, ProgressSink<Integer> progress) throws InterruptedException {
		for (int left = from; left > 0; left--) {
			progress.next(left);
			Thread.sleep(PACE);
		}
		return 0;
	}

}
