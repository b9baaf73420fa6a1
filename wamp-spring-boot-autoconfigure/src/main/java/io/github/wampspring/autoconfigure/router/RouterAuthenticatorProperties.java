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

import org.jspecify.annotations.Nullable;

/**
 * A WAMP procedure that is asked who somebody is.
 */
public class RouterAuthenticatorProperties {

	/**
	 * URI of the procedure.
	 */
	private String procedure = "";

	/**
	 * Realm in which the procedure is registered. By default the one that is to be
	 * joined. A procedure of a realm that is named here may send clients into any realm.
	 */
	private @Nullable String realm;

	public String getProcedure() {
		return this.procedure;
	}

	public void setProcedure(String procedure) {
		this.procedure = procedure;
	}

	public @Nullable String getRealm() {
		return this.realm;
	}

	public void setRealm(@Nullable String realm) {
		this.realm = realm;
	}

}
