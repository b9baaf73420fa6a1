package io.github.wampspring.core;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How long operations may take that do not say it themselves.
 *
 * @param join how long an operation waits for a session to be joined
 * @param call how long a call waits for its result; {@code null} for no limit
 */
public record OperationTimeouts(Duration join, @Nullable Duration call) {

	/** Ten seconds for a session, thirty seconds for a result. */
	public static final OperationTimeouts DEFAULT = new OperationTimeouts(Duration.ofSeconds(10),
			Duration.ofSeconds(30));

	public OperationTimeouts {
		Assert.isTrue(!join.isNegative(), "The join timeout must not be negative");
		Assert.isTrue(call == null || call.toNanos() > 0, "The call timeout must be positive, or null for none");
	}

}
