package io.github.wampspring.core;

import java.util.List;
import java.util.Map;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.client.WampException;
import io.github.wampspring.protocol.ErrorUris;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Knows the mapped exceptions; of all others nothing is told but that they happened.
 *
 * @param mappings the mapped exceptions
 */
record MappedProcedureErrors(ErrorMappings mappings) implements ProcedureErrors {

	private static final Log logger = LogFactory.getLog(MappedProcedureErrors.class);

	@Override
	public WampException translate(Throwable failure, Invocation invocation) {
		if (failure instanceof WampException error) {
			return error;
		}
		String uri = this.mappings.uriFor(failure);
		if (uri != null) {
			String message = failure.getMessage();
			return new WampException(uri, (message != null) ? List.of(message) : List.of(), Map.of(), failure);
		}
		logger.error("The procedure '" + invocation.procedure() + "' failed", failure);
		return new WampException(ErrorUris.RUNTIME_ERROR, "The procedure failed. The callee's log tells why.");
	}

}
