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

package io.github.wampspring.router.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The places at callees of this instance for which calls of one other instance wait
 * there. That instance was refused, and has its turn among those that wait here: then a
 * place is kept for it and offered, and it takes it for one of its calls or gives it
 * back. Until then none of its other calls are taken, which may have been sent later than
 * the one that was refused.
 */
public final class OfferedPlaces {

	private final Map<Callee, Turn> turns = new HashMap<>();

	private final Consumer<Callee> offers;

	private final Consumer<Callee> notices;

	/**
	 * Nothing is waited for yet.
	 * @param offers tells the other instance that a place at a callee is kept for it
	 * @param notices tells the other instance that a callee has a place, for whoever is
	 * first
	 */
	public OfferedPlaces(Consumer<Callee> offers, Consumer<Callee> notices) {
		this.offers = offers;
		this.notices = notices;
	}

	/**
	 * A callee has a place that is not kept for anybody.
	 */
	void tell(Callee callee) {
		this.notices.accept(callee);
	}

	/**
	 * Whether the other instance has to wait for an offer.
	 */
	boolean isAwaited(Callee callee) {
		synchronized (this.turns) {
			return this.turns.containsKey(callee);
		}
	}

	/**
	 * A call was refused: a place is offered later, or else told of where nobody may wait
	 * for it.
	 */
	void await(Callee callee) {
		WaitingCalls waiting = callee.registration().waiting();
		if (waiting == null) {
			callee.tellOfPlace(this);
			return;
		}
		Turn turn = new Turn(callee, waiting);
		synchronized (this.turns) {
			this.turns.keySet().removeIf((known) -> !known.isActive());
			Turn before = this.turns.putIfAbsent(callee, turn);
			if (before != null) {
				before.again = before.offered;
				return;
			}
		}
		waiting.add(turn.position, turn);
		waiting.proceed();
	}

	/**
	 * Takes the place that was offered.
	 * @param more whether further calls wait
	 * @return {@code false} if none was
	 */
	boolean take(Callee callee, boolean more) {
		boolean again;
		synchronized (this.turns) {
			Turn turn = this.turns.get(callee);
			if (turn == null || !turn.offered) {
				return false;
			}
			this.turns.remove(callee);
			again = more || turn.again;
		}
		if (again) {
			await(callee);
		}
		return true;
	}

	/**
	 * The place that was offered is not wanted.
	 */
	void giveBack(Callee callee) {
		if (take(callee, false)) {
			callee.release();
		}
	}

	/**
	 * The other instance waits for nothing any more.
	 */
	public void clear() {
		List<Turn> ended;
		synchronized (this.turns) {
			ended = new ArrayList<>(this.turns.values());
			this.turns.clear();
		}
		for (Turn turn : ended) {
			turn.waiting.remove(turn.position);
			if (turn.offered) {
				turn.callee.release();
			}
			else {
				turn.callee.registration().proceed();
			}
		}
	}

	/** One turn of the other instance. */
	private final class Turn implements WaitingCalls.Waiting {

		private final Callee callee;

		private final WaitingCalls waiting;

		private final long position;

		/** A place is kept for it. */
		private boolean offered;

		/** Calls were refused since then. */
		private boolean again;

		Turn(Callee callee, WaitingCalls waiting) {
			this.callee = callee;
			this.waiting = waiting;
			this.position = waiting.next();
		}

		@Override
		public boolean isCall() {
			return false;
		}

		@Override
		public boolean isEnded() {
			synchronized (OfferedPlaces.this.turns) {
				return OfferedPlaces.this.turns.get(this.callee) != this;
			}
		}

		@Override
		public boolean proceed() {
			if (!this.callee.isActive()) {
				synchronized (OfferedPlaces.this.turns) {
					OfferedPlaces.this.turns.remove(this.callee, this);
				}
				return true;
			}
			if (!this.callee.port().hasRoom()) {
				this.callee.proceedWhenThereIsRoom();
				return false;
			}
			if (!this.callee.acquire()) {
				return false;
			}
			boolean wanted;
			synchronized (OfferedPlaces.this.turns) {
				wanted = OfferedPlaces.this.turns.get(this.callee) == this;
				this.offered = wanted;
			}
			if (wanted) {
				OfferedPlaces.this.offers.accept(this.callee);
			}
			else {
				this.callee.release();
			}
			return true;
		}

	}

}
