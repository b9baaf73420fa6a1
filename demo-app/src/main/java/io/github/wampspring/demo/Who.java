package io.github.wampspring.demo;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.demo.readings.Instance;
import io.github.wampspring.protocol.InvocationPolicy;

import org.springframework.stereotype.Component;

/**
 * Tells which of the callees has answered.
 */
@Component
class Who {

	private final Instance instance;

	Who(Instance instance) {
		this.instance = instance;
	}

	@WampProcedure(uri = "com.myapp.who", invoke = InvocationPolicy.ROUNDROBIN)
	String who() {
		return this.instance.name();
	}

}
