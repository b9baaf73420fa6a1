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

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may join a realm of the router.
 */
public class RouterUserProperties {

	/**
	 * Secret of the user: the ticket, or the secret of WAMP-CRA and WAMP-SCRAM; what was
	 * derived from it in Base64, where there is a salt.
	 */
	private String secret = "";

	/**
	 * Ed25519 keys of the user, for cryptosign: hexadecimal digits, or lines of OpenSSH
	 * that begin with ssh-ed25519.
	 */
	private List<String> publicKeys = new ArrayList<>();

	/**
	 * TLS client certificates of the user: sha256:FINGERPRINT, subject:NAME, or a subject
	 * alternative name as dns:NAME, email:ADDRESS, uri:URI or ip:ADDRESS.
	 */
	private List<String> certificates = new ArrayList<>();

	/**
	 * Authrole of the user.
	 */
	private String role = "user";

	/**
	 * Realms that the user may join. All realms by default.
	 */
	private List<String> realms = new ArrayList<>();

	/**
	 * Salt that the secret was derived with, by PBKDF2. None if it is stored as it is.
	 */
	private @Nullable String salt;

	/**
	 * Number of iterations of PBKDF2, where there is a salt. 1000 by default.
	 */
	private @Nullable Integer iterations;

	/**
	 * Length of the derived key in bytes, where there is a salt. 32 by default.
	 */
	private @Nullable Integer keyLength;

	/**
	 * Credentials of the user for WAMP-SCRAM, as ScramCredentials writes them:
	 * kdf$iterations,memory$salt$storedKey$serverKey. For WAMP-SCRAM they go before the
	 * secret; leave that out, or the user can still join with it by ticket and WAMP-CRA.
	 */
	private @Nullable String scram;

	public String getSecret() {
		return this.secret;
	}

	public void setSecret(String secret) {
		this.secret = secret;
	}

	public List<String> getPublicKeys() {
		return this.publicKeys;
	}

	public void setPublicKeys(List<String> publicKeys) {
		this.publicKeys = publicKeys;
	}

	public List<String> getCertificates() {
		return this.certificates;
	}

	public void setCertificates(List<String> certificates) {
		this.certificates = certificates;
	}

	public String getRole() {
		return this.role;
	}

	public void setRole(String role) {
		this.role = role;
	}

	public List<String> getRealms() {
		return this.realms;
	}

	public void setRealms(List<String> realms) {
		this.realms = realms;
	}

	public @Nullable String getSalt() {
		return this.salt;
	}

	public void setSalt(@Nullable String salt) {
		this.salt = salt;
	}

	public @Nullable Integer getIterations() {
		return this.iterations;
	}

	public void setIterations(@Nullable Integer iterations) {
		this.iterations = iterations;
	}

	public @Nullable Integer getKeyLength() {
		return this.keyLength;
	}

	public void setKeyLength(@Nullable Integer keyLength) {
		this.keyLength = keyLength;
	}

	public @Nullable String getScram() {
		return this.scram;
	}

	public void setScram(@Nullable String scram) {
		this.scram = scram;
	}

}
