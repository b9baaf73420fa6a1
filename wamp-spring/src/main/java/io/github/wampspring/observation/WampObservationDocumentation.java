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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations that there are.
 */
public enum WampObservationDocumentation implements ObservationDocumentation {

	/** A call by this application, until its outcome. */
	CALL {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultWampOutgoingObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ClientKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DetailKeys.values();
		}

	},

	/** A publication by this application, until it is sent or acknowledged. */
	PUBLISH {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultWampOutgoingObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ClientKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DetailKeys.values();
		}

	},

	/** An invocation of a handler of this application, until it has ended. */
	INVOCATION {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultWampIncomingObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ClientKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DetailKeys.values();
		}

	},

	/** An event at a handler of this application, until it has ended. */
	EVENT {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultWampIncomingObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ClientKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DetailKeys.values();
		}

	},

	/** What a session asks the embedded router for, until the router has answered. */
	ROUTER {

		@Override
		public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
			return DefaultWampRouterObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return RouterKeys.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return DetailKeys.values();
		}

	};

	/**
	 * Keys of low cardinality of a client's observations.
	 */
	public enum ClientKeys implements KeyName {

		/**
		 * The URI or pattern that a handler is registered or subscribed with; for what
		 * this application calls and publishes to, the URI, or {@code other} when there
		 * are too many different ones.
		 */
		URI("wamp.uri"),

		/** The URI of the error, or the class of another failure; else {@code none}. */
		ERROR("wamp.error"),

		/** The connection's name. */
		CONNECTION("wamp.connection");

		private final String key;

		ClientKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of low cardinality of the router's observations.
	 */
	public enum RouterKeys implements KeyName {

		/** {@code call}, {@code publish}, {@code register} or {@code subscribe}. */
		ACTION("wamp.action"),

		/**
		 * The URI or pattern of a registration or subscription; {@code unknown} where
		 * there is none.
		 */
		URI("wamp.uri"),

		/** The URI of the error, or {@code none}. */
		ERROR("wamp.error"),

		/** The realm. */
		REALM("wamp.realm");

		private final String key;

		RouterKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of high cardinality.
	 */
	public enum DetailKeys implements KeyName {

		/** The procedure or topic. */
		DESTINATION("wamp.destination"),

		/** The ID of the session. */
		SESSION("wamp.session"),

		/** The ID of the invocation, the publication or the session's request. */
		REQUEST("wamp.request");

		private final String key;

		DetailKeys(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
