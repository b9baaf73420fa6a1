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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The security context of a handler's thread.
 */
class SecurityContextInterceptorTests {

	private static final IncomingRequest REQUEST = new IncomingRequest(IncomingRequest.Kind.INVOCATION, "default", 1, 1,
			"com.app.a", "com.app.a", Dict.EMPTY, Payload.NONE, Mockito.mock(PayloadMapper.class), false);

	private final Authentication ann = Sessions.user("ann");

	@AfterEach
	void clear() {
		SecurityContextHolder.clearContext();
	}

	private static @Nullable Authentication during(@Nullable Authentication caller) {
		AtomicReference<@Nullable Authentication> seen = new AtomicReference<>();
		new SecurityContextInterceptor((request) -> caller, SecurityContextHolder.getContextHolderStrategy())
			.intercept(REQUEST, (request) -> {
				seen.set(SecurityContextHolder.getContext().getAuthentication());
				return CompletableFuture.completedFuture(Payload.NONE);
			});
		return seen.get();
	}

	@Test
	void theHandlerSeesItsCallerAndTheThreadForgetsIt() {
		assertThat(during(this.ann)).isSameAs(this.ann);
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
	}

	@Test
	void whatTheThreadHadIsHiddenAndComesBack() {
		Authentication other = Sessions.user("other");
		SecurityContextHolder.setContext(new SecurityContextImpl(other));
		assertThat(during(null)).isNull();
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isSameAs(other);
		assertThat(during(this.ann)).isSameAs(this.ann);
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isSameAs(other);
	}

	@Test
	void aHandlerThatFailsLeavesNothingBehind() {
		SecurityContextInterceptor interceptor = new SecurityContextInterceptor((request) -> this.ann,
				SecurityContextHolder.getContextHolderStrategy());
		assertThatIllegalStateException().isThrownBy(() -> interceptor.intercept(REQUEST, (request) -> {
			throw new IllegalStateException("failed");
		}));
		assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
	}

}
