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

package io.github.wampspring.router.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.protocol.WampMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Calls while callees register, unregister and leave: each call ends once, and with its
 * own result.
 */
class CallChurnTests {

	private static final int CALLS = 3000;

	private static final int OPEN = 16;

	private static final String[] MODES = { "skip", "kill", "killnowait" };

	private final DefaultWampRouter router = TestRouters.open();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicBoolean stop = new AtomicBoolean();

	@AfterEach
	void tearDown() {
		this.executor.shutdownNow();
		this.router.close();
	}

	@Test
	void eachCallEndsOnceWhateverTheCalleesDo() throws Exception {
		List<Future<?>> callees = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Random random = new Random(i);
			callees.add(this.executor.submit(() -> {
				while (!this.stop.get()) {
					new CalleeLife(new LiveClient(this.router), random).run();
				}
				return null;
			}));
		}
		List<Future<Integer>> callers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Random random = new Random(100 + i);
			callers.add(this.executor.submit(() -> new CallerLife(new LiveClient(this.router), random).run()));
		}
		int results = 0;
		for (Future<Integer> caller : callers) {
			results += caller.get(60, TimeUnit.SECONDS);
		}
		this.stop.set(true);
		for (Future<?> callee : callees) {
			callee.get(60, TimeUnit.SECONDS);
		}
		assertThat(results).isPositive();
		assertThat(this.router.registrations("realm1")).isEmpty();
	}

	@Test
	void theCallsOfCallersThatLeaveEndAtTheCallee() throws Exception {
		LiveClient callee = new LiveClient(this.router);
		callee.client.send(new Register(1, Dict.EMPTY, "com.myapp.work"));
		assertThat(callee.poll()).isInstanceOf(Registered.class);
		List<Future<?>> callers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			callers.add(this.executor.submit(() -> {
				for (int round = 0; round < 200; round++) {
					LiveClient caller = new LiveClient(this.router);
					Future<?> leaving = this.executor.submit(caller.client::disconnect);
					for (int call = 1; call <= 5; call++) {
						caller.client.send(new Call(call, Dict.EMPTY, "com.myapp.work", Payload.NONE));
					}
					leaving.get(10, TimeUnit.SECONDS);
				}
				return null;
			}));
		}
		for (Future<?> caller : callers) {
			caller.get(60, TimeUnit.SECONDS);
		}
		Set<Long> running = new HashSet<>();
		for (WampMessage message = callee.poll(); message != null; message = callee.poll()) {
			if (message instanceof Invocation invocation) {
				running.add(invocation.request());
			}
			else if (message instanceof Interrupt interrupt) {
				assertThat(running.remove(interrupt.request())).isTrue();
			}
		}
		assertThat(running).isEmpty();
	}

	/** Registers, answers, unregisters or leaves. */
	private final class CalleeLife {

		private final LiveClient live;

		private final Random random;

		private long request;

		private long lastInvocation;

		private boolean registered;

		CalleeLife(LiveClient live, Random random) {
			this.live = live;
			this.random = random;
		}

		void run() throws InterruptedException {
			for (int round = 0; round < 20; round++) {
				send(new Register(++this.request, Dict.of("invoke", "roundrobin"), "com.myapp.work"));
				long registration = 0;
				int answers = this.random.nextInt(50);
				for (int i = 0; i < answers || registration == 0; i++) {
					WampMessage message = this.live.poll(5);
					if (message instanceof Registered now) {
						registration = now.registration();
						this.registered = true;
					}
					else {
						answer(message);
					}
				}
				if (this.random.nextInt(8) == 0) {
					break;
				}
				send(new Unregister(++this.request, registration, Dict.EMPTY));
				while (this.registered) {
					answer(this.live.poll(100));
				}
			}
			this.live.client.disconnect();
		}

		private void answer(WampMessage message) {
			if (message instanceof Invocation invocation) {
				assertThat(this.registered).isTrue();
				assertThat(invocation.request()).isEqualTo(++this.lastInvocation);
				if (this.random.nextInt(10) == 0) {
					send(new Yield(invocation.request(), Dict.of("progress", true), Payload.NONE));
				}
				send(new Yield(invocation.request(), Dict.EMPTY, invocation.payload()));
			}
			else if (message instanceof Interrupt interrupt) {
				assertThat(interrupt.request()).isLessThanOrEqualTo(this.lastInvocation);
			}
			else if (message instanceof Unregistered) {
				this.registered = false;
			}
			else if (message != null) {
				fail("a callee got " + message);
			}
		}

		private void send(WampMessage message) {
			this.live.client.send(message);
		}

	}

	/** Calls, and cancels now and then. */
	private static final class CallerLife {

		private final LiveClient live;

		private final Random random;

		private final Map<Long, Payload> open = new HashMap<>();

		CallerLife(LiveClient live, Random random) {
			this.live = live;
			this.random = random;
		}

		int run() throws InterruptedException {
			int results = 0;
			for (long request = 1; request <= CALLS || !this.open.isEmpty();) {
				if (request <= CALLS && this.open.size() < OPEN) {
					Payload payload = Payload.of(this.live.client.id(), request);
					this.open.put(request, payload);
					Dict options = (request % 7 == 0) ? Dict.of("receive_progress", true, "timeout", 20) : Dict.EMPTY;
					this.live.client.send(new Call(request, options, "com.myapp.work", payload));
					if (this.random.nextInt(10) == 0) {
						this.live.client.send(new Cancel(request, Dict.of("mode", MODES[this.random.nextInt(3)])));
					}
					request++;
				}
				boolean full = request > CALLS || this.open.size() == OPEN;
				WampMessage message = full ? this.live.poll(10_000) : this.live.poll();
				assertThat(full && message == null).as("a call that never ends: " + this.open).isFalse();
				results += take(message);
			}
			return results;
		}

		private int take(WampMessage message) {
			if (message instanceof Result result) {
				assertThat(this.open).containsKey(result.request());
				if (!result.details().isEmpty()) {
					return 0;
				}
				assertThat(result.payload()).isEqualTo(this.open.remove(result.request()));
				return 1;
			}
			if (message instanceof Error error) {
				assertThat(this.open.remove(error.request())).isNotNull();
				assertThat(error.error()).isIn(ErrorUris.NO_SUCH_PROCEDURE, ErrorUris.CANCELED, ErrorUris.TIMEOUT);
			}
			else if (message != null) {
				fail("a caller got " + message);
			}
			return 0;
		}

	}

}
