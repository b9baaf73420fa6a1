package io.github.wampspring.listener;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedMethod;

/**
 * An annotated method of a bean, with its types resolved against the bean's class.
 */
final class ListenerMethod extends AnnotatedMethod {

	private final String beanName;

	private final Class<?> beanType;

	ListenerMethod(String beanName, Class<?> beanType, Method method) {
		super(method);
		this.beanName = beanName;
		this.beanType = beanType;
	}

	String beanName() {
		return this.beanName;
	}

	Class<?> beanType() {
		return this.beanType;
	}

	Type parameterType(MethodParameter parameter) {
		return GenericTypeResolver.resolveType(parameter.getGenericParameterType(), this.beanType);
	}

	ResolvableType returnType() {
		return ResolvableType.forMethodReturnType(getMethod(), this.beanType);
	}

	@Override
	protected Class<?> getContainingClass() {
		return this.beanType;
	}

	@Override
	public String toString() {
		return MethodText.of(this.beanName, this.beanType, getMethod());
	}

}
