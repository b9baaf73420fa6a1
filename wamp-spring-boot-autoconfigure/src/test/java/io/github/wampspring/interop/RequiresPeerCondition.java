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

package io.github.wampspring.interop;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

class RequiresPeerCondition implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		List<Peer> missing = AnnotationSupport.findAnnotation(context.getElement(), RequiresPeer.class)
			.map((annotation) -> Arrays.stream(annotation.value()).filter((peer) -> !peer.isInstalled()).toList())
			.orElse(List.of());
		return missing.isEmpty() ? ConditionEvaluationResult.enabled("All peers are installed")
				: ConditionEvaluationResult.disabled("Not installed: " + missing + " (see .ci/peers/README.md)");
	}

}
