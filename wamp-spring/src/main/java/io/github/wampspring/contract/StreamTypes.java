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

import java.util.Iterator;
import java.util.stream.Stream;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Types of parameters that stand for arguments which come one after the other in one
 * call.
 */
public final class StreamTypes {

	private StreamTypes() {
	}

	/**
	 * Whether a parameter of a procedure is a stream of arguments.
	 * @param type the parameter's type
	 * @return {@code true} for a {@link Stream}, an {@link Iterator} and publishers of
	 * several elements
	 */
	public static boolean isStream(Class<?> type) {
		if (type == Stream.class || type == Iterator.class) {
			return true;
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		return adapter != null && adapter.isMultiValue();
	}

}
