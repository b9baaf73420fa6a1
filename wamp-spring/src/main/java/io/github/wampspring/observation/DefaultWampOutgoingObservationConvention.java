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

import io.github.wampspring.interceptor.OutgoingRequest.Kind;
import io.github.wampspring.observation.WampObservationDocumentation.ClientKeys;
import io.github.wampspring.observation.WampObservationDocumentation.DetailKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation.Context;

/**
 * The default names and keys of calls, or of publications: {@code wamp.call} and
 * {@code wamp.publish}.
 */
public class DefaultWampOutgoingObservationConvention implements WampOutgoingObservationConvention {

	private final Kind kind;

	private final String verb;

	private final BoundedNames uris;

	private final ErrorNames errors = new ErrorNames();

	/**
	 * Creates a convention.
	 * @param kind what it is for
	 * @param maxUris how many different URIs there may be as values of a key; all further
	 * ones are {@code other}
	 */
	public DefaultWampOutgoingObservationConvention(Kind kind, int maxUris) {
		this.kind = kind;
		this.verb = (kind == Kind.CALL) ? "call" : "publish";
		this.uris = new BoundedNames(maxUris);
	}

	@Override
	public boolean supportsContext(Context context) {
		return context instanceof WampOutgoingContext outgoing && outgoing.getRequest().kind() == this.kind;
	}

	@Override
	public String getName() {
		return "wamp." + this.verb;
	}

	@Override
	public String getContextualName(WampOutgoingContext context) {
		return this.verb + " " + this.uris.of(context.getRequest().uri());
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(WampOutgoingContext context) {
		return KeyValues.of(KeyValue.of(ClientKeys.CONNECTION, context.getRequest().connection()),
				KeyValue.of(ClientKeys.ERROR, this.errors.of(context.getError())),
				KeyValue.of(ClientKeys.URI, this.uris.of(context.getRequest().uri())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(WampOutgoingContext context) {
		KeyValues values = KeyValues.of(KeyValue.of(DetailKeys.DESTINATION, context.getRequest().uri()));
		Long session = context.getRequest().session();
		return (session != null) ? values.and(KeyValue.of(DetailKeys.SESSION, session.toString())) : values;
	}

}
