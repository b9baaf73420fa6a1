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

package io.github.wampspring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.WampException;
import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.core.InvocationDetails;
import io.github.wampspring.core.ProcedureHandler;
import io.github.wampspring.core.ProgressSink;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.router.RegistrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * A procedure that is stubbed in a realm: what it answers, and who has called it.
 */
final class Stub {

	private final WampTestRouter router;

	private final String realm;

	private final String procedure;

	private final List<Rule> rules = new ArrayList<>();

	private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

	private @Nullable WampRegistration registration;

	Stub(WampTestRouter router, String realm, String procedure) {
		this.router = router;
		this.realm = realm;
		this.procedure = procedure;
	}

	@Nullable TestScope scope() {
		return this.router.scope();
	}

	List<RecordedCall> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * Adds a rule, which goes before those that there are, and registers the procedure.
	 */
	synchronized void add(Rule rule) {
		this.rules.add(0, rule);
		if (this.registration == null) {
			this.registration = register();
		}
	}

	private WampRegistration register() {
		if (isRegistered(false)) {
			throw new IllegalStateException("The procedure '" + this.procedure + "' cannot be stubbed: it is registered"
					+ " in the realm " + this.realm + " already, by the application or another program");
		}
		WampRegistration registration = this.router.template(this.realm).register(this.procedure, this::answer);
		try {
			return registration.awaitActive(Waiting.TIMEOUT);
		}
		catch (RuntimeException ex) {
			registration.close();
			throw ex;
		}
	}

	private boolean isRegistered(boolean shared) {
		return this.router.getRouter()
			.registrations(this.realm)
			.stream()
			.filter((info) -> shared || info.invoke() == InvocationPolicy.SINGLE)
			.map(RegistrationInfo::procedure)
			.anyMatch(this.procedure::equals);
	}

	private @Nullable Object answer(WampArguments arguments, InvocationDetails details,
			ProgressSink<@Nullable Object> progress) throws Exception {
		ProcedureHandler answer = next(arguments);
		this.calls.add(new RecordedCall(arguments, details));
		if (answer == null) {
			throw new WampException(ErrorUris.INVALID_ARGUMENT,
					"The stub of '" + this.procedure + "' has no answer for " + arguments);
		}
		return answer.handle(arguments, details, progress);
	}

	private synchronized @Nullable ProcedureHandler next(WampArguments arguments) {
		return this.rules.stream()
			.filter((rule) -> rule.condition.test(arguments))
			.findFirst()
			.map(Rule::next)
			.orElse(null);
	}

	/**
	 * Takes the rules of a test away, and with the last one the procedure.
	 * @return whether there are none left
	 */
	synchronized boolean release(Predicate<Rule> owned) {
		this.rules.removeIf(owned);
		WampRegistration registration = this.registration;
		if (!this.rules.isEmpty() || registration == null) {
			return this.rules.isEmpty();
		}
		this.registration = null;
		registration.close();
		// so that the next test finds it gone
		Waiting.isMet(Waiting.TIMEOUT, () -> !this.router.getRouter().isRunning() || !isRegistered(true));
		return true;
	}

	/** What some calls are answered with. */
	static final class Rule {

		static final ProcedureHandler NEVER = (arguments, details, progress) -> new CompletableFuture<>();

		private final Predicate<WampArguments> condition;

		private final List<ProcedureHandler> answers = new ArrayList<>();

		private int used;

		private final @Nullable TestScope owner;

		Rule(Predicate<WampArguments> condition, @Nullable TestScope owner) {
			this.condition = condition;
			this.owner = owner;
		}

		synchronized boolean add(ProcedureHandler answer) {
			this.answers.add(answer);
			return this.answers.size() == 1;
		}

		/** The last answer is for all further calls. */
		private synchronized ProcedureHandler next() {
			return this.answers.get(Math.min(this.used++, this.answers.size() - 1));
		}

		boolean endsWith(TestScope scope) {
			return scope.ends(this.owner);
		}

	}

}
