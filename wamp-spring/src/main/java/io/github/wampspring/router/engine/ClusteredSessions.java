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

package io.github.wampspring.router.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.ClusterRealm;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this instance and those of all others.
 */
final class ClusteredSessions implements SessionDirectory {

	private final SessionDirectory local;

	private final ClusterRealm cluster;

	ClusteredSessions(SessionDirectory local, ClusterRealm cluster) {
		this.local = local;
		this.cluster = cluster;
	}

	@Override
	public List<SessionInfo> all() {
		return Stream.concat(this.local.all().stream(), this.cluster.sessions().stream()).toList();
	}

	@Override
	public @Nullable SessionInfo find(long id) {
		SessionInfo session = this.local.find(id);
		return (session != null) ? session : this.cluster.find(id);
	}

	@Override
	public boolean kill(long id, String reason, @Nullable String message, boolean quietly) {
		return this.local.kill(id, reason, message, quietly) || this.cluster.kill(id, reason, message, quietly);
	}

	@Override
	public boolean change(SessionInfo session, Map<String, @Nullable Object> changes) {
		return (this.local.find(session.id()) != null) ? this.local.change(session, changes)
				: this.cluster.change(session.id(), changes);
	}

}
