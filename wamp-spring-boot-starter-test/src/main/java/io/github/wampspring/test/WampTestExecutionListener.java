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

import java.util.Map;

import io.github.wampspring.client.WampConnection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/**
 * Waits before each test until the application's connections are ready, and takes away
 * after it what the test has stubbed and recorded.
 */
class WampTestExecutionListener extends AbstractTestExecutionListener {

	private static final String CLASS = WampTestExecutionListener.class.getName() + ".class";

	private static final String METHOD = WampTestExecutionListener.class.getName() + ".method";

	private static final String AWAIT = "wamp.test.router.await-ready";

	/**
	 * After dependency injection, and before the context may be closed.
	 */
	@Override
	public int getOrder() {
		return 2900;
	}

	@Override
	public void beforeTestClass(TestContext testContext) {
		testContext.setAttribute(CLASS, TestScope.begin());
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		testContext.setAttribute(METHOD, TestScope.begin());
		WampTestRouter router = bean(testContext, WampTestRouter.class);
		if (router != null && isAwaiting(testContext)) {
			connections(testContext.getApplicationContext()).values().forEach(router::awaitReady);
		}
	}

	@Override
	public void afterTestMethod(TestContext testContext) {
		end(testContext, METHOD);
	}

	@Override
	public void afterTestClass(TestContext testContext) {
		end(testContext, CLASS);
	}

	private static void end(TestContext testContext, String attribute) {
		if (testContext.removeAttribute(attribute) instanceof TestScope scope) {
			scope.end();
			WampStubs stubs = bean(testContext, WampStubs.class);
			if (stubs != null) {
				stubs.release(scope);
			}
			WampRecorder recorder = bean(testContext, WampRecorder.class);
			if (recorder != null) {
				recorder.release(scope);
			}
		}
	}

	private static boolean isAwaiting(TestContext testContext) {
		return testContext.getApplicationContext().getEnvironment().getProperty(AWAIT, Boolean.class, true);
	}

	private static <T> @Nullable T bean(TestContext testContext, Class<T> type) {
		return testContext.hasApplicationContext()
				? testContext.getApplicationContext().getBeanProvider(type).getIfAvailable() : null;
	}

	private static Map<String, WampConnection> connections(ApplicationContext context) {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(context, WampConnection.class, false, false);
	}

}
