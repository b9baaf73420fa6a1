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

package io.github.wampspring.docs.testing;

import io.github.wampspring.core.WampTemplate;
import io.github.wampspring.test.testcontainers.CrossbarContainer;
import io.github.wampspring.test.testcontainers.CrossbarImage;
import io.github.wampspring.test.testcontainers.RequiresCrossbarImage;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresCrossbarImage
// tag::class[]
@Testcontainers
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, properties = "wamp.publisher.exclude-me=false")
class CrossbarTests {

	// end::class[]
	private static final String IMAGE = CrossbarImage.name();

	// tag::class[]
	@Container
	@ServiceConnection
	static final CrossbarContainer crossbar = new CrossbarContainer(IMAGE);

	@Autowired
	private WampTemplate wamp;

	@Test
	void callsOverCrossbar() {
		this.wamp.register("com.prices.of", String.class, (article) -> 3L);
		assertThat(this.wamp.call("com.shop.total", Long.class, "tea", 4)).isEqualTo(12);
	}

}
// end::class[]
