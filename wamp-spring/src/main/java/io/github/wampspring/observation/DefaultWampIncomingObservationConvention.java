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

import io.github.wampspring.interceptor.IncomingRequest.Kind;
import io.github.wampspring.interceptor.IncomingRequest;
import io.github.wampspring.observation.WampObservationDocumentation.ClientKeys;
import io.github.wampspring.observation.WampObservationDocumentation.DetailKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation.Context;

/**
 * The default names and keys of invocations, or of events: {@code wamp.invocation} and
 * {@code wamp.event}.
 */
public class DefaultWampIncomingObservationConvention implements WampIncomingObservationConvention {

	private final Kind kind;

	private final String noun;

	private final ErrorNames errors = new ErrorNames();

	/**
	 * Creates a convention.
	 * @param kind what it is for
	 */
	public DefaultWampIncomingObservationConvention(Kind kind) {
		this.kind = kind;
		this.noun = (kind == Kind.INVOCATION) ? "invocation" : "event";
	}

	@Override
	public boolean supportsContext(Context context) {
		return context instanceof WampIncomingContext incoming && incoming.getRequest().kind() == this.kind;
	}

	@Override
	public String getName() {
		return "wamp." + this.noun;
	}

	@Override
	public String getContextualName(WampIncomingContext context) {
		return this.noun + " " + context.getRequest().registered();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WampIncomingContext context) {
		return KeyValues.of(KeyValue.of(ClientKeys.CONNECTION, context.getRequest().connection()),
				KeyValue.of(ClientKeys.ERROR, this.errors.of(context.getError())),
				KeyValue.of(ClientKeys.URI, context.getRequest().registered()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WampIncomingContext context) {
		IncomingRequest request = context.getRequest();
		return KeyValues.of(KeyValue.of(DetailKeys.DESTINATION, request.uri()),
				KeyValue.of(DetailKeys.SESSION, Long.toString(request.session())),
				KeyValue.of(DetailKeys.REQUEST, Long.toString(request.request())));
	}

}
