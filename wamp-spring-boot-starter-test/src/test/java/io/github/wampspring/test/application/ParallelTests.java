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

package io.github.wampspring.test.application;

import io.github.wampspring.test.RecordedEvents;
import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampStubs;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import org.springframework.beans.factory.annotation.Autowired;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Methods that run side by side in one context, as
 * {@code junit.jupiter.execution.parallel.enabled} lets them.
 */
@WampTest(Greeter.class)
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ParallelTests {

	@Autowired
	private WampTestRouter router;

	@Autowired
	private WampStubs stubs;

	@BeforeAll
	void stubForAll() {
		this.stubs.when("com.all").thenReturn("all");
	}

	@RepeatedTest(20)
	void leavesOthersTheirStubs(@Autowired WampRecorder recorder) {
		String name = "com.thread" + Thread.currentThread().getId();
		RecordedEvents events = recorder.record(name);
		this.stubs.when(name).thenReturn(name);
		for (int i = 0; i < 20; i++) {
			assertThat(this.router.template().call(name)).hasArguments(name);
			assertThat(this.router.template().call("com.all")).hasArguments("all");
		}
		this.router.template().newPublication(name).excludeMe(false).publish();
		assertThat(events).hasSize(1);
		this.stubs.verify(name).times(20);
	}

	@AfterAll
	void stillHasTheStubForAll() {
		assertThat(this.router.template().call("com.all")).hasArguments("all");
		assertThat(this.router.getRouter().registrations("realm1"))
			.noneMatch((registration) -> registration.procedure().startsWith("com.thread"));
	}

}
