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

package io.github.wampspring.docs.guide;

import java.util.Map;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.core.WampTemplate;

import org.springframework.stereotype.Component;

class Errors {

	// tag::declare[]
	@WampError("com.myapp.error.insufficient_funds")
	static class InsufficientFundsException extends RuntimeException {

		private final long missing;

		InsufficientFundsException(String message, Map<String, Object> details) {
			super(message);
			this.missing = ((Number) details.get("missing")).longValue();
		}

		public long getMissing() {
			return this.missing;
		}

	}

	@Component
	static class Account {

		@WampProcedure("com.myapp.withdraw")
		long withdraw(long amount) {
			throw new InsufficientFundsException("Not enough money", Map.of("missing", amount));
		}

	}
	// end::declare[]

	@Component
	static class Customer {

		private final WampTemplate wamp;

		Customer(WampTemplate wamp) {
			this.wamp = wamp;
		}

		// tag::catch[]
		String withdraw() {
			try {
				return "left: " + this.wamp.call("com.myapp.withdraw", Long.class, 100);
			}
			catch (InsufficientFundsException ex) {
				return ex.getMessage() + ", missing: " + ex.getMissing();
			}
		}
		// end::catch[]

	}

}
