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

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The router's own tests of routing once more, with callers and callees, publishers and
 * subscribers at different instances.
 */
class ManyInstancesTests {

	/** What is different on purpose, or about the inside of one instance. */
	private static final Map<String, String> MEANT = meant();

	@ParameterizedTest
	@ValueSource(classes = { AsyncAuthorizationTests.class, AuthorizationTests.class, BasicRoutingTests.class,
			CallLimitTests.class, CallReroutingTests.class, CallTests.class, CancelTimingTests.class,
			EventHistoryTests.class, EventOrderTests.class, MetaApiTests.class, OfficialSequencesTests.class,
			PayloadPassthruTests.class, ProgressiveInvocationTests.class, PublicationTests.class,
			RegistrationTests.class, RetainedEventTests.class, RevocationTests.class, RouterInterceptorTests.class,
			SessionAttributeTests.class, SessionEndTests.class, TracePassingTests.class, TrustLevelTests.class,
			WaitingCallTests.class })
	void nobodyNoticesThatTheRouterHasInstances(Class<?> tests) {
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(tests))
			.filters((PostDiscoveryFilter) ManyInstancesTests::filter)
			.build();
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		TestCluster.instead(2, () -> LauncherFactory.create().execute(request, listener));
		assertThat(listener.getSummary().getFailures())
			.extracting((failure) -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
			.isEmpty();
		assertThat(listener.getSummary().getTestsSucceededCount()).isPositive();
	}

	private static FilterResult filter(TestDescriptor test) {
		String name = test.getSource()
			.filter(MethodSource.class::isInstance)
			.map(MethodSource.class::cast)
			.map(MethodSource::getMethodName)
			.orElse("");
		String why = MEANT.get(name);
		return (why == null) ? FilterResult.included("") : FilterResult.excluded(why);
	}

	private static Map<String, String> meant() {
		Map<String, String> meant = new HashMap<>();
		put(meant,
				"is about the inside of one instance: its threads, its limits, the times that it takes, the very objects that it passes on",
				"anEventReachesAllSubscribersButItsPublisher", "aCallReachesTheCalleeAndItsResultTheCaller",
				"attributesOfAnErrorReachTheCaller", "attributesOfACallReachTheCalleeAndThoseOfAResultTheCaller",
				"interceptorsDoNotLoseThem", "killedSessionsAreClearedAwayByAnotherThread",
				"aSessionLeavesAsAWholeWhateverFails", "aStoreThatHangsMakesNobodyElseWait", "timesAreBorders",
				"whatWaitsForTheStoreIsBounded", "allSessionsTogetherMayNotHaveMoreWaitingThanTheRealm",
				"theSpaceThatWaitingCallsTakeIsBounded");
		put(meant, "wants another ID for the same procedure, and IDs are derived from it",
				"anUnregisteredProcedureCanBeRegisteredByAnother", "aRegistrationCanBeTakenOverByForce",
				"aRegistrationIsTakenAwayAndItsCalleeIsTold");
		put(meant, "does not wait for what comes from another instance", "laterMessagesWaitInTheirOrder",
				"whoLeavesMeanwhileLeavesNothingBehind", "aCallerThatLeavesWhileItsCallIsOnItsWayInvokesNobody",
				"aTimeoutEndsTheCallAndInterruptsTheCallee", "aRegistrationTakenOverWhileACallIsOnItsWayTakesTheCall",
				"killAllRaisesNeitherEventsOfLeavingNorTestaments", "aTimeoutThatIsForwardedIsNotTheRoutersAnyMore",
				"aCalleeThatLooksAfterTheTimeGetsWhatIsLeftOfIt");
		put(meant, "closes one instance only", "closingTheRouterSaysGoodbyeToAll", "aRouterIsStartedAgain");
		return meant;
	}

	private static void put(Map<String, String> meant, String why, String... tests) {
		for (String test : tests) {
			meant.put(test, why);
		}
	}

}
