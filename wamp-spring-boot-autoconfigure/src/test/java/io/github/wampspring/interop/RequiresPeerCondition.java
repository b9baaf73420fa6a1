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
