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

package io.github.wampspring.auth;

/**
 * Where a client gets tickets that somebody else gives out, such as an authorization
 * server.
 */
@FunctionalInterface
public interface TicketSource {

	/**
	 * Gets a ticket. Called at each join; may block, for no longer than an attempt to
	 * connect may take.
	 * @param registration names what the ticket is for, such as the registration of an
	 * OAuth 2.0 client
	 * @return a ticket that is valid now
	 * @throws RuntimeException if there is none; the client then aborts the join, and
	 * tries again later
	 */
	String getTicket(String registration);

}
