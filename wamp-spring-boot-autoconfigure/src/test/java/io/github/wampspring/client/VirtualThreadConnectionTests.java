package io.github.wampspring.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.util.ReflectionUtils;

/**
 * The tests of {@link InProcessConnectionTests} with handlers on virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadConnectionTests extends InProcessConnectionTests {

	@Override
	ExecutorService executor() {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (ReflectiveOperationException ex) {
			ReflectionUtils.handleReflectionException(ex);
			throw new IllegalStateException(ex);
		}
	}

}
