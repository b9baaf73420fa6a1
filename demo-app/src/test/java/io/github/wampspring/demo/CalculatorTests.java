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

import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static io.github.wampspring.test.WampAssertions.assertThat;
import static io.github.wampspring.test.WampAssertions.assertThatWampExceptionIsThrownBy;

@WampTest(Calculator.class)
class CalculatorTests {

	@Autowired
	private WampTestRouter router;

	@Test
	void adds() {
		assertThat(this.router.template().call("com.myapp.add2", 2, 3)).hasArguments(5);
	}

	@Test
	void dividesByAnythingButZero() {
		assertThat(this.router.template().call("com.myapp.divide", 7, 2)).hasArguments(3.5);
		assertThatWampExceptionIsThrownBy(() -> this.router.template().call("com.myapp.divide", 7, 0))
			.hasUri("com.myapp.error.division_by_zero")
			.hasArguments("Nothing can be divided by zero")
			.hasKeywordArgument("dividend", 7);
	}

}
