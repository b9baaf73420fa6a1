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

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.scram.ScramAuthenticationProvider;
import io.github.wampspring.auth.scram.ScramCredentials;
import io.github.wampspring.auth.scram.ScramDialect;
import io.github.wampspring.auth.scram.ScramKdf;

/**
 * WAMP-SCRAM. The answer has {@code kdf}, {@code iterations}, {@code memory} (for Argon2)
 * and, in hexadecimal digits, {@code salt}, {@code stored-key} and {@code server-key}.
 */
final class ScramHalf extends ChallengeHalf {

	private final ScramDialect dialect;

	ScramHalf(ScramDialect dialect, ProcedureAuthenticationProvider.Settings settings) {
		super((users) -> new ScramAuthenticationProvider(users, dialect, settings.channelBindingRequired()),
				settings.decoyKey());
		this.dialect = dialect;
	}

	@Override
	WampUser user(AuthenticationRequest request, ProcedureAnswer answer) {
		ScramKdf kdf = ScramKdf.of(answer.required("kdf"));
		ScramCredentials credentials = new ScramCredentials(kdf, answer.integer("iterations", -1),
				(kdf == ScramKdf.PBKDF2) ? 0 : answer.integer("memory", -1), base64(answer, "salt"),
				base64(answer, "stored-key"), base64(answer, "server-key"));
		if (!credentials.methods().contains(this.dialect.method())) {
			throw new UnusableAnswerException(
					"keys of the kdf " + kdf.id() + " cannot be used by the method " + this.dialect.method());
		}
		return new WampUser(String.valueOf(request.authId()), answer.role(), List.of(credentials));
	}

	private static String base64(ProcedureAnswer answer, String name) {
		try {
			return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(answer.required(name)));
		}
		catch (IllegalArgumentException ex) {
			// not as the cause, whose message has a part of the key
			throw new UnusableAnswerException("'" + name + "' must be hexadecimal digits");
		}
	}

}
