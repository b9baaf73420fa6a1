package io.github.wampspring.autoconfigure;

import io.github.wampspring.listener.WampListenerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what is wrong with an annotated method.
 */
class WampListenerFailureAnalyzer extends AbstractFailureAnalyzer<WampListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WampListenerException cause) {
		return new FailureAnalysis(cause.getMessage() + ".", cause.getRemedy(), cause);
	}

}
