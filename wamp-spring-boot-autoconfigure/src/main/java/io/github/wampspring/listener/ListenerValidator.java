package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Knows the constraints on the arguments and results of listener methods.
 */
public interface ListenerValidator {

	/**
	 * Finds the constraints of a method.
	 * @param beanType the bean's class, without proxies
	 * @param method the method
	 * @return the constraints, or {@code null} if there are none
	 */
	@Nullable Constraints constraintsOf(Class<?> beanType, Method method);

	/**
	 * The constraints of one method. Safe for use by any thread.
	 */
	interface Constraints {

		/**
		 * Checks arguments.
		 * @param bean the bean, maybe a proxy
		 * @param arguments the arguments
		 * @return what is violated, maybe nothing
		 */
		List<Violation> checkArguments(Object bean, @Nullable Object[] arguments);

		/**
		 * Checks what the method returned.
		 * @param bean the bean, maybe a proxy
		 * @param result what it returned
		 * @return what is violated, maybe nothing
		 */
		List<Violation> checkResult(Object bean, @Nullable Object result);

	}

	/**
	 * A violated constraint.
	 *
	 * @param path the parameter and what in it, such as {@code order.items[0].count}
	 * @param message what is wrong with it
	 */
	record Violation(String path, String message) {
	}

}
