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

package io.github.wampspring.contract;

import java.lang.reflect.Method;

import io.github.wampspring.MatchPolicy;
import io.github.wampspring.annotation.WampPrefix;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/**
 * The URI of an annotated method.
 */
public final class MethodUri {

	/** What is to be said of a URI that is not valid. */
	public static final String RULES = "A URI is made of components that are separated by dots, such as "
			+ "'com.myapp.add2'. They must not contain white space or '#', and must not be empty except in patterns.";

	private MethodUri() {
	}

	/**
	 * The prefix that counts for a method.
	 * @param type the class of the bean, or the interface of the client
	 * @param declaring the class or interface where the method's annotation stands
	 * @param method the method
	 * @return as it is written: that of the class or a superclass, else of the nearest
	 * interface that is or extends the one that has the method; empty if there is none
	 */
	public static String prefix(Class<?> type, Class<?> declaring, Method method) {
		MergedAnnotation<WampPrefix> own = MergedAnnotations.from(type, SearchStrategy.SUPERCLASS)
			.get(WampPrefix.class);
		if (own.isPresent()) {
			return own.getString(MergedAnnotation.VALUE);
		}
		Class<?> contract = declaring.isInterface() ? declaring : contract(declaring, method);
		if (contract == null) {
			return "";
		}
		MergedAnnotation<WampPrefix> prefix = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.stream(WampPrefix.class)
			.filter((candidate) -> candidate.getSource() instanceof Class<?> source
					&& contract.isAssignableFrom(source))
			.findFirst()
			.orElseGet(() -> MergedAnnotations.from(contract, SearchStrategy.TYPE_HIERARCHY).get(WampPrefix.class));
		return prefix.isPresent() ? prefix.getString(MergedAnnotation.VALUE) : "";
	}

	/** The interface of a method that says again what is said there. */
	private static @Nullable Class<?> contract(Class<?> type, Method method) {
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(type)) {
			for (Method other : candidate.getDeclaredMethods()) {
				if (other.getName().equals(method.getName())
						&& other.getParameterCount() == method.getParameterCount()) {
					return candidate;
				}
			}
		}
		return null;
	}

	/**
	 * Puts a URI together.
	 * @param prefix the prefix, resolved
	 * @param uri the annotation's URI, resolved; may be empty
	 * @param match how it matches
	 * @param methodName the name of the method
	 * @return the URI; empty if there is none. Whether it is valid is not looked at
	 */
	public static String of(String prefix, String uri, MatchPolicy match, String methodName) {
		String own = uri.trim();
		if (Uris.isReserved(own)) {
			return own;
		}
		String first = prefix.trim();
		if (!first.isEmpty() && own.isEmpty() && match == MatchPolicy.EXACT) {
			own = methodName;
		}
		boolean joined = first.isEmpty() || own.isEmpty() || first.endsWith(".") || own.startsWith(".");
		return joined ? first + own : first + "." + own;
	}

}
