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

package io.github.wampspring.observation;

import java.util.Locale;

import io.github.wampspring.observation.WampObservationDocumentation.DetailKeys;
import io.github.wampspring.observation.WampObservationDocumentation.RouterKeys;
import io.github.wampspring.router.RouterRequest;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The default names and keys of what sessions ask the embedded router for:
 * {@code wamp.router}. URIs that nobody has registered or subscribed to, and those that
 * sessions register and subscribe, are no values of keys of low cardinality.
 */
public class DefaultWampRouterObservationConvention implements WampRouterObservationConvention {

	private static final String UNKNOWN = "unknown";

	private final BoundedNames uris;

	private final ErrorNames errors = new ErrorNames();

	/**
	 * Creates a convention.
	 * @param maxUris how many different URIs there may be as values of a key, since
	 * sessions choose them; all further ones are {@code other}
	 */
	public DefaultWampRouterObservationConvention(int maxUris) {
		this.uris = new BoundedNames(maxUris);
	}

	@Override
	public String getName() {
		return "wamp.router";
	}

	@Override
	public String getContextualName(WampRouterContext context) {
		return "route " + action(context.getRequest()) + " " + uri(context.getRequest());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WampRouterContext context) {
		RouterRequest request = context.getRequest();
		return KeyValues.of(KeyValue.of(RouterKeys.ACTION, action(request)),
				KeyValue.of(RouterKeys.ERROR, this.errors.of(context.getError())),
				KeyValue.of(RouterKeys.REALM, request.session().realm()), KeyValue.of(RouterKeys.URI, uri(request)));
	}

	private static String action(RouterRequest request) {
		return request.action().name().toLowerCase(Locale.ROOT);
	}

	private String uri(RouterRequest request) {
		String registered = request.registered();
		return (registered != null) ? this.uris.of(registered) : UNKNOWN;
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WampRouterContext context) {
		RouterRequest request = context.getRequest();
		return KeyValues.of(KeyValue.of(DetailKeys.DESTINATION, request.uri()),
				KeyValue.of(DetailKeys.SESSION, Long.toString(request.session().id())),
				KeyValue.of(DetailKeys.REQUEST, Long.toString(request.request())));
	}

}
