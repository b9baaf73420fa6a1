/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.wampspring.interop;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.WampCanceledException;
import io.github.wampspring.WampException;
import io.github.wampspring.annotation.WampKwargs;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampOperations;
import io.github.wampspring.core.WampResult;

import org.springframework.beans.factory.annotation.Value;

/**
 * The component that the drives check, as an application would write it: see
 * {@code .ci/peers/README.md}.
 */
@WampPrefix("${interop.prefix}")
class ContractComponent {

	private final AtomicInteger interrupted = new AtomicInteger();

	private final WampOperations wamp;

	private final String prefix;

	ContractComponent(WampOperations wamp, @Value("${interop.prefix}") String prefix) {
		this.wamp = wamp;
		this.prefix = prefix;
	}

	@WampProcedure
	double add2(double a, double b) {
		return a + b;
	}

	@WampProcedure
	WampResult echo(@WampKwargs Map<String, Object> kwargs, Object... args) {
		return WampResult.of(Arrays.asList(args), kwargs);
	}

	@WampProcedure
	void fail(@WampKwargs Map<String, Object> kwargs, Object... args) {
		throw new WampException("com.example.error.failed", Arrays.asList(args), kwargs, null);
	}

	@WampProcedure
	double slow(double seconds) {
		try {
			TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
			return seconds;
		}
		catch (InterruptedException ex) {
			this.interrupted.incrementAndGet();
			throw new WampCanceledException("slow was interrupted", ex);
		}
	}

	@WampProcedure
	int interrupted() {
		return this.interrupted.get();
	}

	@WampProcedure
	int countdown(int from, ProgressSink<Integer> progress) {
		for (int i = from; i > 0; i--) {
			progress.next(i);
		}
		return 0;
	}

	@WampSubscribe("in")
	void forward(@WampKwargs Map<String, Object> kwargs, Object... args) {
		this.wamp.newPublication(this.prefix + ".out").args(args).kwargs(kwargs).excludeMe(false).publishAcknowledged();
	}

}
