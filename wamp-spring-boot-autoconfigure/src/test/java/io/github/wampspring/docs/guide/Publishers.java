package io.github.wampspring.docs.guide;

import io.github.wampspring.core.WampTemplate;

import org.springframework.stereotype.Component;

@Component
class Publishers {

	private final WampTemplate wamp;

	Publishers(WampTemplate wamp) {
		this.wamp = wamp;
	}

	// tag::options[]
	long publishAcknowledged() {
		return this.wamp.newPublication("com.myapp.oncounter").args(42).excludeMe(false).acknowledge().publish();
	}
	// end::options[]

}
