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

package io.github.wampspring.docs.reference;

import io.github.wampspring.core.WampTemplate;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A program that ends when its work is done.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class OneShot {

	public static void main(String[] args) {
		SpringApplication.run(OneShot.class, args);
	}

	// tag::runner[]
	@Bean
	ApplicationRunner report(WampTemplate wamp) {
		return (args) -> wamp.publish("com.myapp.reported", "all is well");
	}
	// end::runner[]

}
