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

package io.github.wampspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains a {@code @Qualifier} that names no connection.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class NoSuchConnectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	/** By name, since that of Reactor may not be there. */
	private static final List<String> TYPES = List.of("io.github.wampspring.client.WampConnection",
			"io.github.wampspring.client.DefaultWampConnection", "io.github.wampspring.client.ConnectionSettings",
			"io.github.wampspring.core.WampOperations", "io.github.wampspring.core.WampTemplate",
			"io.github.wampspring.core.WampTemplate$Builder", "io.github.wampspring.core.ReactiveWampOperations",
			"io.github.wampspring.core.ReactiveWampTemplate");

	private final Environment environment;

	NoSuchConnectionFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		UnsatisfiedDependencyException unsatisfied = findCause(rootFailure, UnsatisfiedDependencyException.class);
		for (Throwable next = unsatisfied; next instanceof UnsatisfiedDependencyException found; next = next
			.getCause()) {
			unsatisfied = found;
		}
		InjectionPoint point = (unsatisfied != null) ? unsatisfied.getInjectionPoint() : null;
		Qualifier qualifier = (point != null) ? point.getAnnotation(Qualifier.class) : null;
		Class<?> type = cause.getBeanType();
		if (qualifier == null || type == null || !TYPES.contains(type.getName())) {
			return null;
		}
		ConnectionNames names = new ConnectionNames(this.environment);
		List<String> known = new ArrayList<>(names.named());
		if (names.isDefaultWanted()) {
			known.add(0, ConnectionNames.DEFAULT);
		}
		String name = qualifier.value();
		if (known.contains(name)) {
			return null;
		}
		return new FailureAnalysis(
				((description != null) ? description : "A bean") + " required the " + type.getSimpleName()
						+ " of the WAMP connection '" + name + "', and there is no such connection.",
				"Name one of " + known + " in the @Qualifier, or configure it: set '" + ConnectionNames.prefix(name)
						+ ".url'.",
				cause);
	}

}
