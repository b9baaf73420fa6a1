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
