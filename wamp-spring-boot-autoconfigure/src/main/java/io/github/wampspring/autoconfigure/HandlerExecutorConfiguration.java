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

package io.github.wampspring.autoconfigure;

import java.util.List;

import io.github.wampspring.client.HandlerExecutor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;

/**
 * The executor that runs the handlers of invocations and events. It is found by its name
 * only, so that it does not take the place of the application's executor.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(name = HandlerExecutorConfiguration.BEAN_NAME)
class HandlerExecutorConfiguration {

	static final String BEAN_NAME = "wampHandlerExecutor";

	private static final String THREAD_NAME_PREFIX = "wamp-handler-";

	/** What a pool can have, less its stand-ins. */
	private static final int MAX_THREADS = 30_000;

	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnThreading(Threading.VIRTUAL)
	HandlerExecutor wampVirtualHandlerExecutor(WampProperties properties, ObjectProvider<TaskDecorator> decorators) {
		int limit = properties.getListener().getQueueCapacity();
		if (limit < 1) {
			throw invalid("queue-capacity", limit, "with virtual threads, it says how many handlers may run at a time");
		}
		return HandlerExecutor.ofVirtualThreads(THREAD_NAME_PREFIX, limit, decorator(decorators));
	}

	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnThreading(Threading.PLATFORM)
	HandlerExecutor wampPlatformHandlerExecutor(WampProperties properties, ObjectProvider<TaskDecorator> decorators) {
		WampProperties.Listener listener = properties.getListener();
		if (listener.getThreads() < 1 || listener.getThreads() > MAX_THREADS) {
			throw invalid("threads", listener.getThreads(), "it must be between 1 and " + MAX_THREADS);
		}
		if (listener.getQueueCapacity() < 0) {
			throw invalid("queue-capacity", listener.getQueueCapacity(), "it must not be negative");
		}
		return HandlerExecutor.ofPlatformThreads(THREAD_NAME_PREFIX, listener.getThreads(), listener.getQueueCapacity(),
				decorator(decorators));
	}

	private static @Nullable TaskDecorator decorator(ObjectProvider<TaskDecorator> beans) {
		List<TaskDecorator> decorators = beans.orderedStream().toList();
		return decorators.isEmpty() ? null : new CompositeTaskDecorator(decorators);
	}

	private static InvalidConfigurationPropertyValueException invalid(String name, int value, String reason) {
		return new InvalidConfigurationPropertyValueException("wamp.listener." + name, value, reason);
	}

}
