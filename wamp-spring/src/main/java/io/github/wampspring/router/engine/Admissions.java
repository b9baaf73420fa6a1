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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.RemoteAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the channels that are open, those that have not joined yet, and the failed
 * attempts to authenticate, in all and by address, so that no stranger takes up all
 * places. Of IPv6 the first 64 bits count as the address, since a host has all that begin
 * with them. Addresses of this machine are not counted: they are its own, or those of a
 * reverse proxy, behind which the real ones are not known. One that a client may have
 * told itself is.
 */
final class Admissions {

	static final Duration WINDOW = Duration.ofMinutes(1);

	private static final Log logger = LogFactory.getLog(Admissions.class);

	private final RouterSettings settings;

	private final BiConsumer<Runnable, Duration> scheduler;

	private final AtomicInteger handshakes = new AtomicInteger();

	private final Map<String, Counts> byAddress = new ConcurrentHashMap<>();

	private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - WINDOW.toNanos());

	Admissions(RouterSettings settings, BiConsumer<Runnable, Duration> scheduler) {
		this.settings = settings;
		this.scheduler = scheduler;
	}

	/**
	 * Finds a place for a channel.
	 */
	Place take(ChannelInfo channel) {
		if (channel.local()) {
			return new Place(null, false, null);
		}
		String address = RemoteAddress.key(channel);
		if (this.handshakes.incrementAndGet() > this.settings.maxHandshakes()) {
			this.handshakes.decrementAndGet();
			return refuse("too many clients are joining", "maxHandshakes (wamp.router.limits.handshakes)");
		}
		if (address != null) {
			Counts counts = this.byAddress.compute(address,
					(key, old) -> ((old != null) ? old : Counts.NONE).plus(1, 1, 0));
			if (counts.channels > this.settings.maxSessionsPerAddress()) {
				this.handshakes.decrementAndGet();
				change(address, -1, -1, 0);
				return refuse("there are too many connections from this address",
						"maxSessionsPerAddress (wamp.router.limits.sessions-per-address)");
			}
			if (counts.handshakes > this.settings.maxHandshakesPerAddress()) {
				this.handshakes.decrementAndGet();
				change(address, -1, -1, 0);
				return refuse("too many clients of this address are joining",
						"maxHandshakesPerAddress (wamp.router.limits.handshakes-per-address)");
			}
		}
		return new Place(address, true, null);
	}

	/** How many addresses are known, for tests. */
	int addresses() {
		return this.byAddress.size();
	}

	private Place refuse(String why, String setting) {
		long last = this.lastWarning.get();
		long now = System.nanoTime();
		if (now - last >= WINDOW.toNanos() && this.lastWarning.compareAndSet(last, now)) {
			logger.warn("Refused a client since " + why + ", see " + setting
					+ ". Further refusals within a minute are not logged");
		}
		return new Place(null, false, "Try again later, " + why);
	}

	private void change(String address, int channels, int handshakes, int failures) {
		this.byAddress.computeIfPresent(address,
				(key, counts) -> counts.plus(channels, handshakes, failures).orNullIfEmpty());
	}

	/**
	 * What there is of an address.
	 */
	private record Counts(int channels, int handshakes, int failures, long since) {

		static final Counts NONE = new Counts(0, 0, 0, 0);

		Counts plus(int channels, int handshakes, int failures) {
			boolean over = isOver();
			int kept = over ? 0 : this.failures;
			return new Counts(this.channels + channels, this.handshakes + handshakes, kept + failures,
					(kept == 0 && failures > 0) ? System.nanoTime() : this.since);
		}

		int recentFailures() {
			return isOver() ? 0 : this.failures;
		}

		private boolean isOver() {
			return this.failures > 0 && System.nanoTime() - this.since > WINDOW.toNanos();
		}

		@Nullable Counts orNullIfEmpty() {
			return (this.channels == 0 && recentFailures() == 0) ? null : this;
		}

	}

	/** One channel's place. */
	final class Place {

		private final @Nullable String address;

		private final @Nullable String refusal;

		private boolean joining;

		private boolean open;

		private Place(@Nullable String address, boolean counted, @Nullable String refusal) {
			this.address = address;
			this.refusal = refusal;
			this.joining = counted;
			this.open = counted;
		}

		/**
		 * Why there is none.
		 * @return a sentence for the client, {@code null} if there is one
		 */
		@Nullable String refusal() {
			return this.refusal;
		}

		/**
		 * Whether this address has failed too often.
		 */
		boolean isThrottled() {
			Counts counts = (this.address != null) ? Admissions.this.byAddress.get(this.address) : null;
			return counts != null && counts.recentFailures() >= Admissions.this.settings.maxFailedAttempts();
		}

		/**
		 * The client did not prove who it is.
		 * @return {@code false} if this address had failed too often before
		 */
		boolean failed() {
			String address = this.address;
			if (address == null) {
				return true;
			}
			Counts counted = Admissions.this.byAddress.compute(address,
					(key, old) -> ((old != null) ? old : Counts.NONE).plus(0, 0, 1));
			Admissions.this.scheduler.accept(() -> change(address, 0, 0, 0), WINDOW.plusSeconds(1));
			return counted.failures <= Admissions.this.settings.maxFailedAttempts();
		}

		/**
		 * The session has joined.
		 */
		synchronized void joined() {
			if (this.joining) {
				this.joining = false;
				Admissions.this.handshakes.decrementAndGet();
				if (this.address != null) {
					change(this.address, 0, -1, 0);
				}
			}
		}

		/**
		 * The channel is closed.
		 */
		synchronized void closed() {
			joined();
			if (this.open) {
				this.open = false;
				if (this.address != null) {
					change(this.address, -1, 0, 0);
				}
			}
		}

	}

}
