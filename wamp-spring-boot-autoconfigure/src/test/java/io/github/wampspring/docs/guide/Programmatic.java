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

import io.github.wampspring.client.WampRegistration;
import io.github.wampspring.client.WampSubscription;
import io.github.wampspring.core.ReactiveWampTemplate;
import io.github.wampspring.core.WampTemplate;
import reactor.core.publisher.Flux;

import org.springframework.stereotype.Component;

@Component
class Programmatic {

	private final WampTemplate wamp;

	private final ReactiveWampTemplate reactiveWamp;

	Programmatic(WampTemplate wamp, ReactiveWampTemplate reactiveWamp) {
		this.wamp = wamp;
		this.reactiveWamp = reactiveWamp;
	}

	// tag::register[]
	WampRegistration registerMul2() {
		return this.wamp.register("com.myapp.mul2", Integer.class, Integer.class, (x, y) -> x * y);
	}
	// end::register[]

	// tag::subscribe[]
	WampSubscription subscribe(StringBuilder seen) {
		return this.wamp.subscribe("com.myapp.oncounter", Integer.class, (count) -> seen.append(count));
	}

	Flux<Integer> counts() {
		return this.reactiveWamp.subscribe("com.myapp.oncounter", Integer.class);
	}
	// end::subscribe[]

}
