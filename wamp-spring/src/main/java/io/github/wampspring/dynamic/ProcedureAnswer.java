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

package io.github.wampspring.dynamic;

import java.util.Map;

import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is, as an authenticator says: a role, or a dictionary.
 *
 * @param authId the authid
 * @param role the authrole
 * @param realm the realm that it joins, {@code null} for the one that it has asked for
 * @param extra what WELCOME tells the client
 * @param fields the whole dictionary, with what the method needs
 */
record ProcedureAnswer(String authId, String role, @Nullable String realm, Dict extra, Dict fields) {

	private static final String PROVIDER = "dynamic";

	/**
	 * Reads an answer.
	 * @param authId who the client is unless the answer says so
	 * @throws UnusableAnswerException if it is none
	 */
	static ProcedureAnswer of(WampResult result, @Nullable String authId) {
		Object answer = result.getArguments().isEmpty() ? null : result.getArguments().get(0);
		if (answer instanceof String role) {
			return of(Dict.of("role", role), authId);
		}
		if (answer instanceof Map<?, ?> map) {
			return of(Dict.copyOf(map), authId);
		}
		throw new UnusableAnswerException("it must be a role, or a dictionary with 'role'");
	}

	private static ProcedureAnswer of(Dict fields, @Nullable String authId) {
		String role = fields.getString("role");
		if (role == null || role.isEmpty()) {
			throw new UnusableAnswerException("there must be a 'role'");
		}
		String named = fields.has("authid") ? fields.getString("authid") : authId;
		if (named == null || named.isEmpty()) {
			throw new UnusableAnswerException("there must be an 'authid', since the client has none");
		}
		String realm = fields.getString("realm");
		if (fields.has("realm") && (realm == null || realm.isEmpty())) {
			throw new UnusableAnswerException("the 'realm' must be a URI");
		}
		return new ProcedureAnswer(named, role, realm, fields.getDict("extra"), fields);
	}

	/**
	 * What the method cannot do without.
	 * @throws UnusableAnswerException if it is missing
	 */
	String required(String name) {
		String value = this.fields.getString(name);
		if (value == null || value.isEmpty()) {
			throw new UnusableAnswerException("there must be a '" + name + "'");
		}
		return value;
	}

	/**
	 * A number.
	 * @return the number, within what an {@code int} can be
	 */
	int integer(String name, int absent) {
		Long value = this.fields.getLong(name);
		return (value == null) ? absent : (int) Math.min(Math.max(value, -1), Integer.MAX_VALUE);
	}

	/**
	 * Who the client is.
	 * @param proof what the method itself tells the client
	 */
	WampIdentity identity(String method, Dict proof) {
		return new WampIdentity(this.authId, this.role, method, PROVIDER, this.extra.withAll(proof));
	}

	/** Without the secrets. */
	@Override
	public String toString() {
		return "ProcedureAnswer[" + this.authId + ", role " + this.role + "]";
	}

}
