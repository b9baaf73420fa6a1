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

package io.github.wampspring.autoconfigure;

import java.util.List;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.WampRouter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Says at the start who can join the router, and says GOODBYE to all when the application
 * stops: after the application's own connection, before the web server.
 */
class WampRouterLifecycle implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(WampRouterLifecycle.class);

	private final WampRouter router;

	private final @Nullable RouterEndpoint endpoint;

	private volatile boolean started;

	WampRouterLifecycle(WampRouter router, @Nullable RouterEndpoint endpoint) {
		this.router = router;
		this.endpoint = endpoint;
	}

	@Override
	public void start() {
		this.router.start();
		this.started = true;
		warnOfClosedRealms();
		if (this.endpoint == null) {
			logger.info("The WAMP router for " + this.router.describe()
					+ " has no endpoint, since this is not a servlet web application: only this application can join."
					+ " Add spring-boot-starter-webmvc to let others join");
		}
		else if (this.router.isJoinable()) {
			logger
				.info("The WAMP router for " + this.router.describe() + " listens at the path " + this.endpoint.path());
		}
		else {
			logger.warn("Nobody can join the WAMP router at the path " + this.endpoint.path()
					+ ". Set wamp.router.anonymous.enabled=true to let everybody in, or name users in"
					+ " wamp.router.users, such as wamp.router.users.joe.secret");
		}
	}

	private void warnOfClosedRealms() {
		List<RealmSettings> realms = this.router.settings().realms();
		if (realms.stream().allMatch((realm) -> realm.permissions().isEmpty())) {
			return;
		}
		for (RealmSettings realm : realms) {
			if (realm.permissions().isEmpty()) {
				logger.warn("Sessions from the network may do nothing in the realm " + realm.name()
						+ ", since all of wamp.router.permissions are for other realms");
			}
		}
	}

	@Override
	public void stop() {
		this.router.close();
	}

	@Override
	public boolean isRunning() {
		return this.started && this.router.isRunning();
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return ((this.endpoint != null) ? WampConnectionLifecycle.ENDPOINT_PHASE : ConnectionSettings.PHASE) - 256;
	}

}
