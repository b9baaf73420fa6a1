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

package io.github.wampspring.router;

/**
 * To be implemented by an authentication provider or an authorizer that asks a WAMP
 * procedure. The procedure is told secrets, may answer with secrets, and decides who gets
 * in or what is allowed. So the router lets nobody register or call it but sessions of
 * the same JVM, and those with a {@link RolePermission} for exactly that URI, or for whom
 * an authorizer decides so. Nobody else registers a pattern that matches it.
 */
public interface ProcedureBacked {

	/**
	 * The procedure.
	 * @return its URI
	 */
	String procedure();

	/**
	 * Whether the procedure is asked in a realm.
	 * @param realm the name of a realm of the router
	 * @return {@code true} if it may be called there
	 */
	boolean isAskedIn(String realm);

}
