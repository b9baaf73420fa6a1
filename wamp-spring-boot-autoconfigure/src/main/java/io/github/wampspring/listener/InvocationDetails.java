package io.github.wampspring.listener;

import io.github.wampspring.client.Invocation;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an invocation: a parameter of this type makes it known to a
 * {@link io.github.wampspring.annotation.WampProcedure @WampProcedure} method. Callers
 * are known where the router discloses them.
 *
 * @param procedure the URI called
 * @param caller the caller's session ID
 * @param callerAuthid the caller's authid
 * @param callerAuthrole the caller's authrole
 * @param progressWanted whether the caller wants progressive results
 * @param details all of {@code INVOCATION.Details}
 */
public record InvocationDetails(String procedure, @Nullable Long caller, @Nullable String callerAuthid,
		@Nullable String callerAuthrole, boolean progressWanted, Dict details) {

	static InvocationDetails of(Invocation invocation) {
		Dict details = invocation.details();
		return new InvocationDetails(invocation.procedure(), details.getLong("caller"),
				details.getString("caller_authid"), details.getString("caller_authrole"), invocation.isProgressWanted(),
				details);
	}

}
