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

import java.util.concurrent.Executor;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnThreading;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The executor that runs the handlers of invocations and events. It is found by its name
 * only, so that it does not take the place of the application's executor.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(name = HandlerExecutorConfiguration.BEAN_NAME)
class HandlerExecutorConfiguration {

	static final String BEAN_NAME = "wampHandlerExecutor";

	private static final String THREAD_NAME_PREFIX = "wamp-handler-";

	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnThreading(Threading.VIRTUAL)
	Executor wampVirtualHandlerExecutor(WampProperties properties) {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(THREAD_NAME_PREFIX);
		threads.setVirtualThreads(true);
		return new HandlerExecutor(threads, properties.getListener().getQueueCapacity());
	}

	@Bean(name = BEAN_NAME, defaultCandidate = false)
	@ConditionalOnThreading(Threading.PLATFORM)
	Executor wampPlatformHandlerExecutor(WampProperties properties) {
		int size = properties.getListener().getThreads();
		CustomizableThreadFactory factory = new CustomizableThreadFactory(THREAD_NAME_PREFIX);
		factory.setDaemon(true);
		ElasticThreads threads = new ElasticThreads(size, factory);
		return new HandlerExecutor(threads, size + properties.getListener().getQueueCapacity());
	}

}
