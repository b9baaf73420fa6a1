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

package io.github.wampspring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.annotation.WampKwarg;
import io.github.wampspring.annotation.WampProcedure;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for annotated methods of beans behind proxies and in scopes.
 */
class ProxyAndScopeTests {

	@Test
	void packagePrivateMethodOfAPackagePrivateClassIsCalledThroughItsClassProxy() {
		try (ListenerContext context = ListenerContext.of(ClassProxies.class, Advised.class)) {
			assertThat(AopUtils.isCglibProxy(context.bean(Advised.class))).isTrue();
			assertThat(context.call("advised", 2).results()).isEqualTo(List.of(102));
			assertThat(context.listeners()).singleElement().extracting(WampListener::beanType).isEqualTo(Advised.class);
		}
	}

	@Test
	void methodIsCalledThroughItsInterfaceProxy() {
		try (ListenerContext context = ListenerContext.of(InterfaceProxies.class, AdvisedContract.class)) {
			assertThat(AopUtils.isJdkDynamicProxy(context.bean(Contract.class))).isTrue();
			assertThat(context.callWith("advised", List.of(2), Map.of("factor", 10)).results()).isEqualTo(List.of(120));
		}
	}

	@Test
	void methodOutsideOfTheInterfaceProxyStopsTheStart() {
		assertThatExceptionOfType(WampListenerException.class)
			.isThrownBy(() -> ListenerContext.of(InterfaceProxies.class, MethodNotInContract.class))
			.withMessageContaining(MethodNotInContract.class.getName() + ".method(")
			.satisfies((ex) -> assertThat(ex.getRemedy()).contains("proxyTargetClass"));
	}

	@Test
	void handMadeInterfaceProxyIsCalled() {
		try (ListenerContext context = ListenerContext.of(HandMadeProxy.class)) {
			assertThat(context.callWith("advised", List.of(2), Map.of("factor", 10)).results()).isEqualTo(List.of(20));
		}
	}

	@Test
	void asyncMethodIsAResultLater() {
		try (ListenerContext context = ListenerContext.of(AsyncComponent.class)) {
			FakeInvocation invocation = context.call("async");
			await().until(invocation::isEnded);
			assertThat(invocation.results().get(0)).asString().startsWith("SimpleAsyncTaskExecutor");
		}
	}

	@Test
	void lazyBeanIsMadeByTheFirstCall() {
		LazyComponent.created.set(0);
		try (ListenerContext context = ListenerContext.of(LazyComponent.class)) {
			assertThat(context.connection().procedures).containsOnlyKeys("lazy");
			assertThat(LazyComponent.created).hasValue(0);
			context.call("lazy");
			context.call("lazy");
			assertThat(LazyComponent.created).hasValue(1);
		}
	}

	@Test
	void lazyBeanBehindAnInterfaceProxyIsCalled() {
		try (ListenerContext context = ListenerContext.of(InterfaceProxies.class, LazyAdvised.class)) {
			assertThat(context.callWith("advised", List.of(1), Map.of("factor", 1)).results()).isEqualTo(List.of(101));
		}
	}

	@Test
	void prototypeIsMadeForEachCall() {
		try (ListenerContext context = ListenerContext.of(Prototype.class)) {
			assertThat(context.call("prototype").results()).isEqualTo(List.of(1));
			assertThat(context.call("prototype").results()).isEqualTo(List.of(1));
		}
	}

	@Test
	void scopedBeanIsTheOneOfTheScope() throws InterruptedException {
		try (ListenerContext context = ListenerContext.of(ThreadScope.class, Scoped.class)) {
			assertThat(context.listeners()).singleElement().extracting(WampListener::beanType).isEqualTo(Scoped.class);
			assertThat(context.call("scoped").results()).isEqualTo(List.of(1));
			assertThat(context.call("scoped").results()).isEqualTo(List.of(2));
			List<Object> other = new ArrayList<>();
			Thread thread = new Thread(() -> other.addAll(context.call("scoped").results()));
			thread.start();
			thread.join();
			assertThat(other).isEqualTo(List.of(1));
		}
	}

	@Test
	void scopedBeanWithoutAProxyIsTheOneOfTheScope() {
		try (ListenerContext context = ListenerContext.of(ThreadScope.class, ScopedWithoutProxy.class)) {
			assertThat(context.call("scoped").results()).isEqualTo(List.of(1));
			assertThat(context.call("scoped").results()).isEqualTo(List.of(2));
		}
	}

	@Test
	void productOfAFactoryBeanIsFound() {
		try (ListenerContext context = ListenerContext.of(Factory.class)) {
			assertThat(context.call("prototype").results()).isEqualTo(List.of(1));
			assertThat(context.call("prototype").results()).isEqualTo(List.of(2));
		}
	}

	@Test
	void beanThatCannotBeMadeIsAnErrorOfTheCall() {
		try (ListenerContext context = ListenerContext.of(Failing.class)) {
			assertThat(context.call("failing").error()).isEqualTo(ErrorUris.RUNTIME_ERROR);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxies {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxyCreator() {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(true);
			return creator;
		}

		@Bean
		static Advisor plus100() {
			return advisor();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static Advisor plus100() {
			return advisor();
		}

	}

	private static Advisor advisor() {
		NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(
				(MethodInterceptor) (invocation) -> 100 + (Integer) invocation.proceed());
		advisor.setMappedNames("method");
		advisor.setClassFilter((type) -> type.getEnclosingClass() == ProxyAndScopeTests.class);
		return advisor;
	}

	static class Advised {

		@WampProcedure("advised")
		int method(int x) {
			return x;
		}

	}

	interface Contract {

		@WampProcedure("advised")
		int method(int x, @WampKwarg int factor);

	}

	static class AdvisedContract implements Contract {

		@Override
		public int method(int number, int times) {
			return number * times;
		}

	}

	@Lazy
	static class LazyAdvised extends AdvisedContract {

	}

	static class MethodNotInContract implements Runnable {

		@WampProcedure("advised")
		public int method(int x) {
			return x;
		}

		@Override
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandMadeProxy {

		@Bean
		Contract proxy() {
			ProxyFactory factory = new ProxyFactory(new AdvisedContract());
			factory.setInterfaces(Contract.class);
			return (Contract) factory.getProxy();
		}

	}

	@EnableAsync(proxyTargetClass = true)
	static class AsyncComponent {

		@Async
		@WampProcedure("async")
		CompletableFuture<String> method() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

	}

	@Lazy
	static class LazyComponent {

		private static final AtomicInteger created = new AtomicInteger();

		LazyComponent() {
			created.incrementAndGet();
		}

		@WampProcedure("lazy")
		void method() {
		}

	}

	@Scope("prototype")
	static class Prototype {

		private int calls;

		@WampProcedure("prototype")
		int method() {
			return ++this.calls;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScope {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer scopes = new CustomScopeConfigurer();
			scopes.addScope("thread", new SimpleThreadScope());
			return scopes;
		}

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class Scoped {

		private int calls;

		@WampProcedure("scoped")
		public int method() {
			return ++this.calls;
		}

	}

	@Scope("thread")
	static class ScopedWithoutProxy extends Scoped {

	}

	static class Factory implements FactoryBean<Prototype> {

		@Override
		public Prototype getObject() {
			return new Prototype();
		}

		@Override
		public Class<?> getObjectType() {
			return Prototype.class;
		}

	}

	@Lazy
	static class Failing {

		Failing() {
			throw new IllegalStateException("no database");
		}

		@WampProcedure("failing")
		void method() {
		}

	}

}
