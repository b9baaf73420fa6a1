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

package io.github.wampspring.autoconfigure.common;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what is wrong with a secret, and does not show it.
 */
class SecretPropertyFailureAnalyzer extends AbstractFailureAnalyzer<SecretPropertyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SecretPropertyException cause) {
		return new FailureAnalysis("Invalid value for configuration property '" + cause.getProperty()
				+ "'; it is not shown, since it is secret. Validation failed for the following reason:\n\n"
				+ cause.getReason(), "Review the value of the property with the provided reason.", cause);
	}

}
