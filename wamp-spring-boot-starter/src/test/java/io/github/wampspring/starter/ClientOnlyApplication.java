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

package io.github.wampspring.starter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.github.wampspring.annotation.WampProcedure;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.stereotype.Component;

/**
 * An application with nothing but the starter. Its main method returns at once; a line on
 * standard input closes the context.
 */
@SpringBootApplication
class ClientOnlyApplication {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = SpringApplication.run(ClientOnlyApplication.class, args);
		Thread closer = new Thread(() -> closeOnInput(context));
		closer.setDaemon(true);
		closer.start();
		System.out.println("RETURNS " + context.getClass().getSimpleName());
	}

	private static void closeOnInput(ConfigurableApplicationContext context) {
		try {
			new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
			context.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Component
	static class Calculator {

		@WampProcedure("com.myapp.add2")
		int add2(int x, int y) {
			return x + y;
		}

	}

}
