package io.github.wampspring.benchmarks.client;

import io.github.wampspring.annotation.WampProcedure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The echo that is called.
 */
@Component
@ConditionalOnProperty(name = "bench.role", havingValue = "callee")
class Callee {

	@WampProcedure("${bench.procedure:bench.echo.0}")
	String echo(String text) {
		return text;
	}

}
