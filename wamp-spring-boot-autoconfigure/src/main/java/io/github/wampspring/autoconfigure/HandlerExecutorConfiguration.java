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
