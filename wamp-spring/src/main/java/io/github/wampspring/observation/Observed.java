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

package io.github.wampspring.observation;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.github.wampspring.interceptor.Interceptors;
import io.github.wampspring.protocol.Payload;
import io.micrometer.observation.Observation;

/**
 * The end of an observation with its operation.
 */
final class Observed {

	private Observed() {
	}

	/**
	 * Goes on within an observation that has been started.
	 * @param observation the observation
	 * @param operation the operation
	 * @return its outcome, with which the observation stops
	 */
	static CompletionStage<Payload> run(Observation observation, Supplier<CompletionStage<Payload>> operation) {
		CompletionStage<Payload> outcome;
		try (Observation.Scope scope = observation.openScope()) {
			outcome = operation.get();
		}
		catch (Throwable ex) {
			observation.error(ex);
			observation.stop();
			throw ex;
		}
		return outcome.whenComplete((payload, failure) -> {
			if (failure != null) {
				observation.error(Interceptors.unwrap(failure));
			}
			observation.stop();
		});
	}

}
