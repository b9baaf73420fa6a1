package io.github.wampspring.docs.quickstart;

import io.github.wampspring.core.WampTemplate;

import org.springframework.stereotype.Component;

// tag::client[]
@Component
class Client {

	private final WampTemplate wamp;

	Client(WampTemplate wamp) {
		this.wamp = wamp;
	}

	int addAndTell() {
		int sum = this.wamp.call("com.myapp.add2", Integer.class, 2, 3);
		this.wamp.publish("com.myapp.oncounter", sum);
		return sum;
	}

}
// end::client[]
