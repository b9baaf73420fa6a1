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

package io.github.wampspring.router.routing;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Who has registered what in the realm, and who may.
 */
public interface RegistrationDirectory {

	/**
	 * The registration that a call goes to. Takes no lock.
	 */
	@Nullable Registration find(String procedure);

	/**
	 * Asks for a registration. Callees that have to go are told so before this completes.
	 * @return the answer, maybe later and by another thread
	 */
	CompletionStage<Claim> claim(RegistrationRequest request);

	/**
	 * A callee that was granted takes invocations from now on.
	 */
	void activated(Callee callee);

	/**
	 * A callee is gone, or has never become active.
	 */
	void release(Callee callee);

	/** The answer to a request. */
	sealed interface Claim {

	}

	/**
	 * It is granted.
	 *
	 * @param callee the callee, not active yet
	 */
	record Granted(Callee callee) implements Claim {
	}

	/**
	 * It is refused.
	 *
	 * @param error the URI of the error
	 * @param message a sentence for the callee
	 */
	record Refused(String error, String message) implements Claim {
	}

}
