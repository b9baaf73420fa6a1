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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.WampException;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hundred clients that call, publish and subscribe, whatever becomes of the routers.
 */
final class ClusterLoad implements AutoCloseable {

	private static final String PROCEDURE = "com.example.load.";

	private static final int CALLEES = 20;

	private static final int CALLERS = 30;

	private static final int PUBLISHERS = 10;

	private static final int SUBSCRIBERS = 40;

	private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

	private final Clients clients;

	private final List<WampRegistration> registrations = new ArrayList<>();

	private final List<WampSubscription> subscriptions = new ArrayList<>();

	private final List<Queue<Integer>> seen = new ArrayList<>();

	/** Calls and publications that were begun. */
	private final Queue<CompletableFuture<?>> begun = new ConcurrentLinkedQueue<>();

	private final AtomicInteger numbers = new AtomicInteger();

	private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

	private final AtomicInteger results = new AtomicInteger();

	private final Map<String, Integer> errors = new ConcurrentHashMap<>();

	ClusterLoad(List<String> urls) {
		Map<String, String> all = new LinkedHashMap<>();
		name(all, urls, "callee", CALLEES);
		name(all, urls, "caller", CALLERS);
		name(all, urls, "publisher", PUBLISHERS);
		name(all, urls, "subscriber", SUBSCRIBERS);
		this.clients = Clients.join(all);
		for (int i = 0; i < CALLEES; i++) {
			this.registrations.add(this.clients.wamp("callee-" + i)
				.register(PROCEDURE + i, Integer.class, (number) -> number + 1)
				.awaitActive(RouterProcesses.TIME));
		}
		for (int i = 0; i < SUBSCRIBERS; i++) {
			Queue<Integer> seen = new ConcurrentLinkedQueue<>();
			this.seen.add(seen);
			this.subscriptions.add(this.clients.wamp("subscriber-" + i)
				.newSubscription(RouterProcesses.HISTORY)
				.replay()
				.subscribe(Integer.class, seen::add)
				.awaitActive(RouterProcesses.TIME));
		}
	}

	/** Each begins with another one of the routers. */
	private static void name(Map<String, String> all, List<String> urls, String kind, int count) {
		for (int i = 0; i < count; i++) {
			List<String> own = new ArrayList<>(urls);
			Collections.rotate(own, i);
			all.put(kind + "-" + i, String.join(",", own));
		}
	}

	void begin() {
		for (int i = 0; i < CALLERS; i++) {
			String caller = "caller-" + i;
			every(200, () -> call(caller, this.numbers.incrementAndGet()));
		}
		for (int i = 0; i < PUBLISHERS; i++) {
			String publisher = "publisher-" + i;
			every(200, () -> publish(publisher, this.numbers.incrementAndGet()));
		}
	}

	private void every(long millis, Runnable task) {
		this.clock.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
	}

	private void call(String caller, int number) {
		boolean everybody = number % 5 == 0;
		String procedure = everybody ? RouterProcess.WHO : PROCEDURE + number % CALLEES;
		CompletableFuture<?> call = everybody ? this.clients.wamp(caller).callAsync(procedure)
				: this.clients.wamp(caller).callAsync(procedure, Integer.class, number);
		this.begun.add(call.whenComplete((result, failure) -> {
			if (failure == null) {
				this.results.incrementAndGet();
			}
			else {
				failed("call", failure);
			}
		}));
	}

	private void publish(String publisher, int number) {
		this.begun.add(this.clients.wamp(publisher)
			.newPublication(RouterProcesses.HISTORY)
			.args(number)
			.publishAcknowledgedAsync()
			.whenComplete((id, failure) -> {
				if (failure == null) {
					this.acknowledged.add(number);
				}
				else {
					failed("publication", failure);
				}
			}));
	}

	private void failed(String what, Throwable failure) {
		String why = (failure instanceof WampException ex) ? ex.getUri() : failure.toString();
		this.errors.merge(what + ": " + why, 1, Integer::sum);
	}

	/** Waits until something has been done since now by those who call and publish. */
	void awaitProgress() {
		int results = this.results.get() + CALLERS;
		int acknowledged = this.acknowledged.size() + PUBLISHERS;
		RouterProcesses.await().until(() -> this.results.get() > results && this.acknowledged.size() > acknowledged);
	}

	/** Ends it, and waits for what was begun. */
	void end() throws InterruptedException {
		this.clock.shutdown();
		assertThat(this.clock.awaitTermination(RouterProcesses.TIME.toSeconds(), TimeUnit.SECONDS)).isTrue();
		RouterProcesses.await()
			.untilAsserted(() -> assertThat(this.begun.stream().filter((operation) -> !operation.isDone()).count())
				.as("calls and publications without an end")
				.isZero());
	}

	void assertNothingIsMissed() {
		for (int i = 0; i < SUBSCRIBERS; i++) {
			Queue<Integer> seen = this.seen.get(i);
			RouterProcesses.await()
				.alias("subscriber-" + i)
				.untilAsserted(() -> assertThat(missed(seen)).as("acknowledged, and not seen").isEmpty());
			assertThat(seen).as("seen by subscriber-%s", i).doesNotHaveDuplicates();
			assertThat(this.subscriptions.get(i).getReplayGaps()).isZero();
		}
	}

	private Collection<Integer> missed(Queue<Integer> seen) {
		Set<Integer> missed = ConcurrentHashMap.newKeySet();
		missed.addAll(this.acknowledged);
		missed.removeAll(Set.copyOf(seen));
		return missed;
	}

	/**
	 * All that was registered is there, wherever one asks.
	 * @param others clients of each of the routers
	 * @param names their names
	 */
	void assertEveryRegistrationIsBack(Clients others, String... names) {
		RouterProcesses.await().until(this.clients::areComplete);
		RouterProcesses.awaitSameDirectories(others, names);
		assertThat(this.registrations).allSatisfy((registration) -> assertThat(registration.isActive()).isTrue());
		for (String name : names) {
			for (int i = 0; i < CALLEES; i++) {
				assertThat(others.wamp(name).call(PROCEDURE + i, Integer.class, i)).isEqualTo(i + 1);
			}
		}
	}

	@Override
	public String toString() {
		return this.results + " results, " + this.acknowledged.size() + " acknowledgments, "
				+ new TreeMap<>(this.errors);
	}

	@Override
	public void close() {
		this.clock.shutdownNow();
		this.clients.close();
	}

}
