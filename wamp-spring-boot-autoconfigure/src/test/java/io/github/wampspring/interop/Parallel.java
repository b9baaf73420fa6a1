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

package io.github.wampspring.interop;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Does several things at once that mostly wait for other programs.
 */
final class Parallel {

	private Parallel() {
	}

	static <T, R> List<R> map(Collection<T> items, Function<T, R> function) {
		ExecutorService executor = Executors.newFixedThreadPool(items.size());
		try {
			return items.stream()
				.map((item) -> CompletableFuture.supplyAsync(() -> function.apply(item), executor))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
		finally {
			executor.shutdown();
		}
	}

}
