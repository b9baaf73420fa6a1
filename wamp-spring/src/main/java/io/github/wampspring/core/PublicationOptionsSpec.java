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

package io.github.wampspring.core;

/**
 * Arguments and options of a publication.
 *
 * @param <S> the type of the specification
 */
public interface PublicationOptionsSpec<S extends PublicationOptionsSpec<S>> extends ArgumentSpec<S> {

	/**
	 * Asks the router for an acknowledgment ({@code acknowledge}); the publication then
	 * succeeds when the router has it, and fails where the router refuses it.
	 * @return this
	 */
	S acknowledge();

	/**
	 * Whether this session is left out of the receivers, if it has subscribed the topic
	 * ({@code exclude_me}).
	 * @param excludeMe {@code false} to receive the event too
	 * @return this
	 */
	S excludeMe(boolean excludeMe);

	/**
	 * Leaves sessions out of the receivers ({@code exclude}).
	 * @param sessions the IDs
	 * @return this
	 */
	S exclude(long... sessions);

	/**
	 * Leaves sessions out of the receivers ({@code exclude_authid}).
	 * @param authIds the authids
	 * @return this
	 */
	S excludeAuthIds(String... authIds);

	/**
	 * Leaves sessions out of the receivers ({@code exclude_authrole}).
	 * @param authRoles the authroles
	 * @return this
	 */
	S excludeAuthRoles(String... authRoles);

	/**
	 * Lets no other sessions receive the event ({@code eligible}).
	 * @param sessions the IDs
	 * @return this
	 */
	S eligible(long... sessions);

	/**
	 * Lets no other sessions receive the event ({@code eligible_authid}).
	 * @param authIds the authids
	 * @return this
	 */
	S eligibleAuthIds(String... authIds);

	/**
	 * Lets no other sessions receive the event ({@code eligible_authrole}).
	 * @param authRoles the authroles
	 * @return this
	 */
	S eligibleAuthRoles(String... authRoles);

	/**
	 * Asks the router to keep the event for those who subscribe later ({@code retain}).
	 * @return this
	 */
	S retain();

}
