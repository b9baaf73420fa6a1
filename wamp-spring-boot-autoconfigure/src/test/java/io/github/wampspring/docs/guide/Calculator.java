package io.github.wampspring.docs.guide;

import io.github.wampspring.annotation.WampProcedure;

import org.springframework.stereotype.Component;

// tag::component[]
// tag::register[]
@Component
class Calculator {

	@WampProcedure("com.myapp.add2")
	int add2(int x, int y) {
		return x + y;
	}

}
// end::register[]
// end::component[]
