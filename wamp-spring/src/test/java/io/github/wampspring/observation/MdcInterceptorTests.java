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

package io.github.wampspring.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.interceptor.IncomingRequest.Kind;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The diagnostic context of a handler's thread.
 */
class MdcInterceptorTests {

	@AfterEach
	void clear() {
		MDC.clear();
	}

	private static Map<String, @Nullable String> during(Dict details) {
		Map<String, @Nullable String> seen = new LinkedHashMap<>();
		IncomingRequest request = new IncomingRequest(Kind.INVOCATION, "default", 7, 1, "com.app.a", "com.app.a",
				details, Payload.NONE, Mockito.mock(PayloadMapper.class), false);
		new MdcInterceptor().intercept(request, (same) -> {
			seen.put(MdcInterceptor.SESSION, MDC.get(MdcInterceptor.SESSION));
			seen.put(MdcInterceptor.CALLER, MDC.get(MdcInterceptor.CALLER));
			return CompletableFuture.completedFuture(Payload.NONE);
		});
		return seen;
	}

	@Test
	void aHandlerLogsItsCallerAndTheThreadForgetsIt() {
		assertThat(during(Dict.of("caller_authid", "ann"))).containsEntry(MdcInterceptor.SESSION, "7")
			.containsEntry(MdcInterceptor.CALLER, "ann");
		assertThat(MDC.get(MdcInterceptor.SESSION)).isNull();
		assertThat(MDC.get(MdcInterceptor.CALLER)).isNull();
	}

	/** Such as where an executor copies the context of who hands it a task. */
	@Test
	void anotherCallerOfTheThreadIsNotTakenForOneThatIsNotDisclosed() {
		MDC.put(MdcInterceptor.CALLER, "eve");
		assertThat(during(Dict.EMPTY)).containsEntry(MdcInterceptor.CALLER, null);
		assertThat(MDC.get(MdcInterceptor.CALLER)).isEqualTo("eve");
	}

}
