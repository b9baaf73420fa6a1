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

package io.github.wampspring.security;

import java.util.concurrent.CompletionStage;

import io.github.wampspring.core.PublisherDecoration;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.InterceptorChain;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.protocol.Payload;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.util.ClassUtils;

/**
 * Lets a handler run as its caller or publisher, as far as that is known: for as long as
 * the handler has its thread, the {@link SecurityContext} of the thread has their
 * {@link Authentication}, or none; and so has the context of a publisher that the handler
 * returns, where Reactor is there.
 */
public final class SecurityContextInterceptor implements WampIncomingInterceptor {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			SecurityContextInterceptor.class.getClassLoader());

	private final CallerAuthentication callers;

	private final SecurityContextHolderStrategy holder;

	/**
	 * Creates an interceptor.
	 * @param callers finds out who it is
	 * @param holder holds the thread's context
	 */
	public SecurityContextInterceptor(CallerAuthentication callers, SecurityContextHolderStrategy holder) {
		this.callers = callers;
		this.holder = holder;
	}

	@Override
	public CompletionStage<Payload> intercept(IncomingRequest request, InterceptorChain<IncomingRequest> next) {
		Authentication caller = this.callers.getAuthentication(request);
		SecurityContext before = this.holder.getContext();
		SecurityContext context = this.holder.createEmptyContext();
		context.setAuthentication(caller);
		this.holder.setContext(context);
		try {
			return (REACTOR && caller != null) ? Publishers.proceed(request, next, context) : next.proceed(request);
		}
		finally {
			if (before.getAuthentication() != null) {
				this.holder.setContext(before);
			}
			else {
				this.holder.clearContext();
			}
		}
	}

	/** Only where Reactor is there. */
	private static final class Publishers {

		static CompletionStage<Payload> proceed(IncomingRequest request, InterceptorChain<IncomingRequest> next,
				SecurityContext context) {
			try (PublisherDecoration.Scope scope = PublisherDecoration.add((publisher) -> Flux.from(publisher)
				.contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.just(context))))) {
				return next.proceed(request);
			}
		}

	}

}
