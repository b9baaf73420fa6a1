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

package io.github.wampspring.proxy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampOptions;
import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampPublish;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.contract.Declared;
import io.github.wampspring.contract.MethodUri;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringUtils;

/**
 * Finds out when a client is made what each method of its interface does.
 */
final class MethodPlanner {

	private final Class<?> type;

	private final ClientOperations operations;

	private final UnaryOperator<String> resolver;

	private final @Nullable String prefix;

	/**
	 * Creates a planner.
	 * @param type the interface
	 * @param operations what calls and publishes
	 * @param resolver resolves attributes
	 * @param prefix takes the place of the interface's prefix, if it is there
	 */
	MethodPlanner(Class<?> type, ClientOperations operations, UnaryOperator<String> resolver, @Nullable String prefix) {
		this.type = type;
		this.operations = operations;
		this.resolver = resolver;
		this.prefix = prefix;
	}

	/**
	 * Plans.
	 * @param target a method, no bridge
	 * @return what it does; {@code null} for a default method that does it itself
	 * @throws WampClientException if it can do nothing
	 */
	@Nullable ClientMethod plan(Method target) {
		ContractMethod method = new ContractMethod(this.type, target);
		List<Declared<WampProcedure>> procedures = Declared.of(target, WampProcedure.class);
		List<Declared<WampPublish>> publications = Declared.of(target, WampPublish.class);
		if (!procedures.isEmpty() && !publications.isEmpty()) {
			throw method.unbindable("it has both @WampProcedure and @WampPublish",
					"Make it two methods, one that calls and one that publishes.", null);
		}
		if (!procedures.isEmpty()) {
			return call(method, procedures.get(0));
		}
		if (!publications.isEmpty()) {
			return publication(method, publications.get(0));
		}
		if (target.isDefault()) {
			return null;
		}
		throw Declared.of(target, WampSubscribe.class).isEmpty()
				? method.unbindable("it has neither @WampProcedure nor @WampPublish",
						"Add one of them, or make it a default method.", null)
				: method.unbindable("it subscribes, which is for beans that implement the interface",
						"Add @WampPublish for clients to publish to the topic, make it a default method, or move it to "
								+ "an interface of its own.",
						null);
	}

	private ClientMethod call(ContractMethod method, Declared<WampProcedure> procedure) {
		WampProcedure annotation = procedure.annotation();
		if (annotation.match() != MatchPolicy.EXACT) {
			throw method.unbindable("a pattern cannot be called",
					"Leave the method to an interface that only callees implement.", null);
		}
		return new CallMethod(method, settings(method, annotation.uri(), procedure.declaring(), true), this.operations);
	}

	private ClientMethod publication(ContractMethod method, Declared<WampPublish> publish) {
		WampPublish annotation = publish.annotation();
		return PublishMethod.of(method, settings(method, annotation.topic(), publish.declaring(), false), annotation,
				(attribute) -> resolve(attribute, method), this.operations);
	}

	private OperationSettings settings(ContractMethod method, String attribute, Class<?> declaring, boolean streams) {
		MergedAnnotation<WampOptions> options = options(method);
		boolean present = options.isPresent();
		return new OperationSettings(uri(method, attribute, declaring),
				new ArgumentsWriter(method, this.operations.mapper(), (value) -> resolve(value, method), streams),
				present ? timeout(method, options.getString("timeout")) : null,
				present && options.getBoolean("discloseMe"));
	}

	private MergedAnnotation<WampOptions> options(ContractMethod method) {
		MergedAnnotation<WampOptions> own = MergedAnnotations.from(method.getMethod(), SearchStrategy.TYPE_HIERARCHY)
			.get(WampOptions.class);
		return own.isPresent() ? own
				: MergedAnnotations.from(this.type, SearchStrategy.TYPE_HIERARCHY).get(WampOptions.class);
	}

	private @Nullable Duration timeout(ContractMethod method, String attribute) {
		String value = resolve(attribute, method).trim();
		if (value.isEmpty()) {
			return null;
		}
		try {
			Duration timeout = DurationFormatterUtils.detectAndParse(value);
			if (!timeout.isNegative()) {
				return timeout;
			}
		}
		catch (IllegalArgumentException ex) {
			// said below
		}
		throw method.unbindable("\"" + value + "\" is no timeout", "Give a duration such as '2s' or '500ms'.", null);
	}

	private String uri(ContractMethod method, String attribute, Class<?> declaring) {
		String written = (this.prefix != null) ? this.prefix
				: MethodUri.prefix(this.type, declaring, method.getMethod());
		String uri = MethodUri.of(resolve(written, method), resolve(attribute, method), MatchPolicy.EXACT,
				method.getMethod().getName());
		if (uri.isEmpty()) {
			throw method.unbindable("there is no URI",
					"Give it one, as in @WampProcedure(\"com.myapp.add2\"), or the interface a @WampPrefix.", null);
		}
		if (!Uris.isValid(uri, MatchPolicy.EXACT, false)) {
			throw method.unbindable("'" + uri + "' is not a valid URI", MethodUri.RULES, null);
		}
		return uri;
	}

	private String resolve(String attribute, ContractMethod method) {
		if (!StringUtils.hasText(attribute)) {
			return attribute;
		}
		try {
			return this.resolver.apply(attribute);
		}
		catch (RuntimeException ex) {
			throw method.unbindable("its attribute \"" + attribute + "\" cannot be resolved: " + ex.getMessage(),
					"Set the property that it names, or correct the expression.", ex);
		}
	}

}
