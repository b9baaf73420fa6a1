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

package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.TargetSource;
import org.springframework.aop.framework.Advised;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Constraints of Bean Validation. A {@link Validated @Validated} on the method or class
 * gives the groups; it is not needed for the default group.
 */
public final class BeanListenerValidator implements ListenerValidator {

	private final Validator validator;

	/**
	 * Creates a validator.
	 * @param validator the application's validator
	 */
	public BeanListenerValidator(Validator validator) {
		this.validator = validator;
	}

	@Override
	public @Nullable Constraints constraintsOf(Class<?> beanType, Method method) {
		MethodDescriptor descriptor = this.validator.getConstraintsForClass(beanType)
			.getConstraintsForMethod(method.getName(), method.getParameterTypes());
		if (descriptor == null) {
			return null;
		}
		boolean arguments = descriptor.hasConstrainedParameters();
		boolean result = descriptor.hasConstrainedReturnValue();
		return (arguments || result) ? new BeanConstraints(method, groups(beanType, method), arguments, result) : null;
	}

	private static Class<?>[] groups(Class<?> beanType, Method method) {
		Validated validated = AnnotatedElementUtils.findMergedAnnotation(method, Validated.class);
		if (validated == null) {
			validated = AnnotatedElementUtils.findMergedAnnotation(beanType, Validated.class);
		}
		return (validated != null) ? validated.value() : new Class<?>[0];
	}

	private final class BeanConstraints implements Constraints {

		private final Method method;

		private final Class<?>[] groups;

		private final boolean arguments;

		private final boolean result;

		BeanConstraints(Method method, Class<?>[] groups, boolean arguments, boolean result) {
			this.method = method;
			this.groups = groups;
			this.arguments = arguments;
			this.result = result;
		}

		@Override
		public List<Violation> checkArguments(Object bean, @Nullable Object[] arguments) {
			if (!this.arguments) {
				return List.of();
			}
			return onTarget(bean, (target) -> BeanListenerValidator.this.validator.forExecutables()
				.validateParameters(target, this.method, arguments, this.groups));
		}

		@Override
		public List<Violation> checkResult(Object bean, @Nullable Object result) {
			if (!this.result) {
				return List.of();
			}
			return onTarget(bean, (target) -> BeanListenerValidator.this.validator.forExecutables()
				.validateReturnValue(target, this.method, result, this.groups));
		}

		/**
		 * Validates with the object behind proxies, since a JDK proxy does not have the
		 * method.
		 * @param bean the bean
		 * @param check the check of the target
		 * @return the violations
		 */
		private List<Violation> onTarget(Object bean, Check check) {
			if (!(bean instanceof Advised advised)) {
				return violations(check.apply(bean));
			}
			TargetSource source = advised.getTargetSource();
			Object target = null;
			try {
				target = source.getTarget();
				return (target != null) ? onTarget(target, check) : List.of();
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException("There is no target behind a proxy to validate", ex);
			}
			finally {
				release(source, target);
			}
		}

		private static void release(TargetSource source, @Nullable Object target) {
			if (target == null || source.isStatic()) {
				return;
			}
			try {
				source.releaseTarget(target);
			}
			catch (Exception ex) {
				throw new IllegalStateException("The target behind a proxy cannot be released", ex);
			}
		}

		private static List<Violation> violations(Set<ConstraintViolation<Object>> violations) {
			if (violations.isEmpty()) {
				return List.of();
			}
			List<Violation> list = new ArrayList<>();
			for (ConstraintViolation<Object> violation : violations) {
				list.add(new Violation(withoutMethod(violation.getPropertyPath()), violation.getMessage()));
			}
			list.sort(Comparator.comparing(Violation::path).thenComparing(Violation::message));
			return list;
		}

		private static String withoutMethod(Path path) {
			StringBuilder text = new StringBuilder();
			Iterator<Path.Node> nodes = path.iterator();
			nodes.next();
			while (nodes.hasNext()) {
				String node = nodes.next().toString();
				text.append((text.isEmpty() || node.startsWith("[")) ? "" : ".").append(node);
			}
			return text.toString();
		}

	}

	@FunctionalInterface
	private interface Check {

		Set<ConstraintViolation<Object>> apply(Object target);

	}

}
