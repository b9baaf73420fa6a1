package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.util.StringJoiner;

/**
 * How methods are written in logs and messages.
 */
final class MethodText {

	private MethodText() {
	}

	static String of(String beanName, Class<?> beanType, Method method) {
		StringJoiner types = new StringJoiner(", ", "(", ")");
		for (Class<?> type : method.getParameterTypes()) {
			types.add(type.getSimpleName());
		}
		return beanType.getName() + "." + method.getName() + types + " of bean '" + beanName + "'";
	}

}
