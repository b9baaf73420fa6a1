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

package io.github.wampspring.client;

import java.util.List;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.WampIncomingInterceptor;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

/**
 * Handlers behind interceptors.
 */
class HandlerInterceptorsTests {

	private final Invocation invocation = Mockito.mock(Invocation.class);

	HandlerInterceptorsTests() {
		BDDMockito.given(this.invocation.session()).willReturn(Mockito.mock(WampSession.class));
		BDDMockito.given(this.invocation.procedure()).willReturn("com.app.a");
		BDDMockito.given(this.invocation.details()).willReturn(Dict.EMPTY);
		BDDMockito.given(this.invocation.payload()).willReturn(Payload.NONE);
	}

	/** Such as an {@code Error} of a getter, which no library takes for a failure. */
	@Test
	void aCallerIsAnsweredWhereTheResultCannotBeTaken() throws Exception {
		BDDMockito.willThrow(new StackOverflowError()).given(this.invocation).complete(BDDMockito.any());
		WampIncomingInterceptor none = (request, next) -> next.proceed(request);
		new HandlerInterceptors(() -> List.of(none), "default", Mockito.mock(PayloadMapper.class))
			.around("com.app.a", (InvocationHandler) (invocation) -> invocation.complete(Payload.NONE))
			.onInvocation(this.invocation);
		BDDMockito.then(this.invocation).should().fail(BDDMockito.eq(ErrorUris.RUNTIME_ERROR), BDDMockito.any());
	}

}
