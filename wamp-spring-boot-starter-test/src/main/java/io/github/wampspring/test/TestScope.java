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

package io.github.wampspring.test;

import org.jspecify.annotations.Nullable;

/**
 * The test that a thread is running, to which belongs what is stubbed and recorded
 * meanwhile: a test method, or a class in its {@code @BeforeAll}.
 */
final class TestScope {

	/** Threads that a test starts belong to it. */
	private static final ThreadLocal<@Nullable TestScope> current = new InheritableThreadLocal<>();

	/** The context itself, while it starts. */
	static final TestScope CONTEXT = new TestScope(null);

	private final @Nullable TestScope outer;

	private volatile boolean ended;

	private TestScope(@Nullable TestScope outer) {
		this.outer = outer;
	}

	static TestScope begin() {
		TestScope scope = new TestScope(current.get());
		current.set(scope);
		return scope;
	}

	/**
	 * What this thread is running.
	 * @return {@code null} if it is no thread of a test
	 */
	static @Nullable TestScope current() {
		return current.get();
	}

	/**
	 * Whether what belongs to a scope ends now: with this one, or since nobody else will
	 * end it.
	 * @param owner the scope that it belongs to, {@code null} if it is not known
	 * @return {@code true} if it ends
	 */
	boolean ends(@Nullable TestScope owner) {
		return owner == null || owner == this || owner.ended;
	}

	void end() {
		this.ended = true;
		if (current.get() == this) {
			current.set(this.outer);
		}
	}

}
