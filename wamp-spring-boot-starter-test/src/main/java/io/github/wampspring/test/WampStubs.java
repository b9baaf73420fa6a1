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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Procedures of other programs, which the tested application calls:
 *
 * <pre class="code">
 * stubs.when("com.prices.of").withArgs("tea").thenReturn(3);
 * ...
 * stubs.verify("com.prices.of").withArgs("tea").once();
 * </pre>
 *
 * What a test method stubs ends with it, what the context stubs while it starts stays for
 * all its tests.
 */
public final class WampStubs {

	private final WampTestRouter router;

	private final String realm;

	private final ArgumentValues values;

	private final Map<List<String>, Stub> stubs;

	/**
	 * Creates stubs in the default realm.
	 * @param router the router
	 */
	public WampStubs(WampTestRouter router) {
		this(router, router.getDefaultRealm(), new ArgumentValues(router.mapper()), new ConcurrentHashMap<>());
	}

	private WampStubs(WampTestRouter router, String realm, ArgumentValues values, Map<List<String>, Stub> stubs) {
		this.router = router;
		this.realm = realm;
		this.values = values;
		this.stubs = stubs;
	}

	/**
	 * The stubs of another realm.
	 * @param realm the realm
	 * @return a view of these
	 */
	public WampStubs inRealm(String realm) {
		return new WampStubs(this.router, realm, this.values, this.stubs);
	}

	/**
	 * Stubs a procedure.
	 * @param procedure its URI
	 * @return to go on with what it answers
	 * @throws IllegalStateException at the first answer, if the procedure is registered
	 * by somebody else
	 */
	public StubbedProcedure when(String procedure) {
		Stub stub = this.stubs.computeIfAbsent(List.of(this.realm, procedure),
				(key) -> new Stub(this.router, this.realm, procedure));
		return new StubbedProcedure(stub, this.values, (arguments) -> true);
	}

	/**
	 * Checks the calls of a stub.
	 * @param procedure its URI
	 * @return to go on with what is expected
	 */
	public CallVerification verify(String procedure) {
		return new CallVerification(procedure, () -> calls(procedure), this.values, (call) -> true, Waiting.TIMEOUT);
	}

	/**
	 * The calls of a stub.
	 * @param procedure its URI
	 * @return in their order, as they came until now
	 */
	public List<RecordedCall> calls(String procedure) {
		Stub stub = this.stubs.get(List.of(this.realm, procedure));
		return (stub != null) ? stub.calls() : List.of();
	}

	/**
	 * Takes all stubs away, in all realms.
	 */
	public void reset() {
		release((rule) -> true);
	}

	void release(TestScope scope) {
		release((rule) -> rule.endsWith(scope));
	}

	private void release(Predicate<Stub.Rule> owned) {
		this.stubs.values().removeIf((stub) -> stub.release(owned));
	}

}
