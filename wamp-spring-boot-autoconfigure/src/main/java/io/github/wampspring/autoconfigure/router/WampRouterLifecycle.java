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

package io.github.wampspring.autoconfigure.router;

import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.dynamic.RealmCaller;
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

	private final RealmCaller caller;

	private final @Nullable RouterEndpoint endpoint;

	private final @Nullable RouterListener listener;

	private volatile boolean started;

	/**
	 * Creates a lifecycle.
	 * @param router the router
	 * @param caller the router's own sessions
	 * @param endpoint its endpoint at the web server, if it has one
	 * @param listener its own listener, if it has one
	 */
	WampRouterLifecycle(WampRouter router, RealmCaller caller, @Nullable RouterEndpoint endpoint,
			@Nullable RouterListener listener) {
		this.router = router;
		this.caller = caller;
		this.endpoint = endpoint;
		this.listener = listener;
	}

	@Override
	public void start() {
		this.router.start();
		String url = listen();
		this.started = true;
		warnOfClosedRealms();
		List<String> places = new ArrayList<>();
		if (this.endpoint != null) {
			places.add("at the path " + this.endpoint.path());
		}
		if (url != null) {
			places.add("on " + url);
		}
		if (places.isEmpty()) {
			logger.info("The WAMP router for " + this.router.describe()
					+ " has no endpoint, since this is no web application with Spring MVC, nor with WebFlux on Reactor"
					+ " Netty: only this application can join. To let others join, set wamp.router.listen, or add"
					+ " spring-boot-starter-webmvc or spring-boot-starter-webflux");
		}
		else if (this.router.isJoinable()) {
			String realms = this.router.describe();
			places.forEach((place) -> logger.info("WAMP router listens " + place + " for " + realms));
		}
		else {
			logger.warn("Nobody can join the WAMP router " + String.join(" and ", places)
					+ ". Set wamp.router.anonymous.enabled=true to let everybody in, or name users in"
					+ " wamp.router.users, such as wamp.router.users.joe.secret");
		}
	}

	private @Nullable String listen() {
		if (this.listener == null) {
			return null;
		}
		try {
			return this.listener.start() + (this.listener.isForAllInterfaces() ? ", and at all interfaces," : "");
		}
		catch (RuntimeException ex) {
			this.router.close();
			throw ex;
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
		// else they would take the end of the router for a loss, and try to come back
		this.caller.leave();
		this.router.close();
		if (this.listener != null) {
			this.listener.stop();
		}
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
		return ((this.endpoint != null) ? RouterEndpoint.CLIENT_PHASE : ConnectionSettings.PHASE) - 256;
	}

}
