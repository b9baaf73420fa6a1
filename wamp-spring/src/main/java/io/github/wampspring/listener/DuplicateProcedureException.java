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

/**
 * Two bean methods for one procedure in one session.
 */
public class DuplicateProcedureException extends WampListenerException {

	private final WampListener first;

	private final WampListener second;

	/**
	 * Creates an exception.
	 * @param first one of the methods
	 * @param second the other one
	 */
	public DuplicateProcedureException(WampListener first, WampListener second) {
		super("The procedure '" + first.uri() + "' has two methods at the connection '" + first.connection() + "': "
				+ first.describe() + " and " + second.describe(),
				"Give one of the methods another URI, or another connection. A session can register a procedure only "
						+ "once; several callees share one by 'invoke' in sessions of their own.",
				null);
		this.first = first;
		this.second = second;
	}

	public WampListener getFirst() {
		return this.first;
	}

	public WampListener getSecond() {
		return this.second;
	}

}
