package io.github.wampspring.benchmarks.router;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The embedded router, and nothing else.
 */
@SpringBootApplication
public class BenchmarkRouter {

	public static void main(String[] args) {
		SpringApplication.run(BenchmarkRouter.class, args);
	}

}
