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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.annotation.WampProcedure;

import org.springframework.stereotype.Component;

/**
 * Procedures that calculate. Each instance of the demo is one of their callees; the
 * router calls them in turn.
 */
@Component
class Calculator {

	@WampProcedure(uri = "com.myapp.add2", invoke = InvocationPolicy.ROUNDROBIN)
	int add2(int x, int y) {
		return x + y;
	}

	@WampProcedure(uri = "com.myapp.divide", invoke = InvocationPolicy.ROUNDROBIN)
	double divide(double dividend, double divisor) {
		if (divisor == 0) {
			throw new DivisionByZeroException(dividend);
		}
		return dividend / divisor;
	}

}
