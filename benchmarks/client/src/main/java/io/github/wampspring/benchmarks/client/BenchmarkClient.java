package io.github.wampspring.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * One peer of a benchmark, written as an application would be. Options come as
 * {@code --name value}; what it measures goes to standard output, one JSON object a line.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BenchmarkClient {

	private static final Set<String> OF_THE_STARTER = Set.of("url", "realm");

	public static void main(String[] args) {
		List<String> arguments = new ArrayList<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			String name = args[i].substring(2);
			arguments.add("--" + (OF_THE_STARTER.contains(name) ? "wamp." : "bench.") + name + "=" + args[i + 1]);
		}
		try {
			SpringApplication.run(BenchmarkClient.class, arguments.toArray(String[]::new));
		}
		catch (Exception ex) {
			Report.fail(ex);
		}
	}

}
