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
