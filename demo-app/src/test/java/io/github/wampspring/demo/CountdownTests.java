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

package io.github.wampspring.demo;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static io.github.wampspring.test.WampAssertions.assertThatWampExceptionIsThrownBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@WampTest(Countdown.class)
class CountdownTests {

	@Autowired
	private WampTestRouter router;

	@Test
	void tellsHowMuchIsLeft() {
		List<Integer> left = new CopyOnWriteArrayList<>();
		Integer result = this.router.template()
			.newCall("com.myapp.countdown")
			.args(2)
			.progress(Integer.class, left::add)
			.call(Integer.class);
		assertThat(left).containsExactly(2, 1);
		assertThat(result).isZero();
	}

	@Test
	void endsWhenTheCallIsCancelled() {
		List<Integer> left = new CopyOnWriteArrayList<>();
		CompletableFuture<WampResult> call = this.router.template()
			.newCall("com.myapp.countdown")
			.args(100)
			.progress(Integer.class, left::add)
			.callAsync();
		await().until(() -> !left.isEmpty());
		call.cancel(true);
		assertThat(call).isCancelled();
	}

	@Test
	void validatesItsArgument() {
		assertThatWampExceptionIsThrownBy(() -> this.router.template().call("com.myapp.countdown", 1000))
			.hasUri(ErrorUris.INVALID_ARGUMENT);
	}

}
