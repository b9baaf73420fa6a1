package io.github.wampspring.autoconfigure;

import io.github.wampspring.annotation.WampError;
import io.github.wampspring.core.ErrorMappings;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Finds the exceptions with {@link WampError @WampError} in the packages of the
 * application.
 */
final class ErrorScanner {

	private final BeanFactory beanFactory;

	ErrorScanner(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	void registerIn(ErrorMappings mappings) {
		if (!AutoConfigurationPackages.has(this.beanFactory)) {
			return;
		}
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(
					org.springframework.beans.factory.annotation.AnnotatedBeanDefinition definition) {
				return definition.getMetadata().isIndependent();
			}

		};
		scanner.addIncludeFilter(new AnnotationTypeFilter(WampError.class, false));
		for (String basePackage : AutoConfigurationPackages.get(this.beanFactory)) {
			for (BeanDefinition candidate : scanner.findCandidateComponents(basePackage)) {
				register(String.valueOf(candidate.getBeanClassName()), mappings);
			}
		}
	}

	private void register(String className, ErrorMappings mappings) {
		Class<?> type = ClassUtils.resolveClassName(className, getClass().getClassLoader());
		WampError annotation = AnnotationUtils.findAnnotation(type, WampError.class);
		Assert.state(annotation != null, () -> "No @WampError on " + className);
		Assert.state(Throwable.class.isAssignableFrom(type),
				() -> "@WampError stands on " + className + ", which is not an exception");
		mappings.register(annotation.value(), type.asSubclass(Throwable.class));
	}

}
