package io.github.wampspring.demo;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.protocol.InvocationPolicy;

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
