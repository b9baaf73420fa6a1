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
