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

package io.github.wampspring.docs.quickstart;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

// tag::component[]
@Component
class Calculator {

	private static final Logger logger = LoggerFactory.getLogger(Calculator.class);

	@WampProcedure("com.myapp.add2")
	int add2(int x, int y) {
		return x + y;
	}

	@WampSubscribe("com.myapp.oncounter")
	void onCounter(int count) {
		logger.info("event received: {}", count);
	}

}
// end::component[]
