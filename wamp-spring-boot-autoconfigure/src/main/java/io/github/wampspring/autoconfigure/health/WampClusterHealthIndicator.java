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

package io.github.wampspring.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.ClusterStatus.Member;
import io.github.wampspring.router.WampRouter;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * {@link HealthIndicator} of an instance of a cluster: down while it is an island, since
 * the engine cannot be reached or the instance does not hear itself through it, or while
 * it has met no other instance and refuses the frames of others. Its own clients are
 * served all the same. Without other instances it is up.
 */
public class WampClusterHealthIndicator extends AbstractHealthIndicator {

	private static final int MAX_MEMBERS = 50;

	private static final int MAX_TEXT = 500;

	private final WampRouter router;

	/**
	 * Creates an indicator.
	 * @param router the router
	 */
	public WampClusterHealthIndicator(WampRouter router) {
		super("The state of the WAMP cluster cannot be told");
		this.router = router;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClusterStatus status = this.router.cluster();
		if (status == null) {
			builder.unknown();
			return;
		}
		switch (status.state()) {
			case CONNECTED -> builder.status(isOutside(status) ? Status.DOWN : Status.UP);
			case DISCONNECTED, DEAF -> builder.down();
			case CLOSED -> builder.outOfService();
		}
		builder.withDetail("state", status.state().name().toLowerCase(Locale.ROOT));
		if (status.problem() != null) {
			builder.withDetail("problem", limit(status.problem()));
		}
		builder.withDetail("cluster", status.name());
		builder.withDetail("node", status.node());
		List<Member> members = status.members();
		builder.withDetail("members", members.size());
		Map<String, String> silences = new LinkedHashMap<>();
		members.stream()
			.limit(MAX_MEMBERS)
			.forEach((member) -> silences.put(member.node(), member.silence().toMillis() + " ms"));
		builder.withDetail("silence", silences);
		List<String> synchronizing = members.stream()
			.filter(Member::synchronizing)
			.limit(MAX_MEMBERS)
			.map(Member::node)
			.toList();
		if (!synchronizing.isEmpty()) {
			builder.withDetail("synchronizing", synchronizing);
		}
		builder.withDetail("waiting", status.link().queuedBytes() + " bytes");
		builder.withDetail("refused", status.refusedFrames() + " frames");
	}

	private static boolean isOutside(ClusterStatus status) {
		return status.problem() != null && status.members().isEmpty();
	}

	private static String limit(String text) {
		return (text.length() <= MAX_TEXT) ? text : text.substring(0, MAX_TEXT) + "…";
	}

}
