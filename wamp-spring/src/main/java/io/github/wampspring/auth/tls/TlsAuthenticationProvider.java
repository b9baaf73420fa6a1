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

package io.github.wampspring.auth.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.auth.WampIdentity;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.protocol.Dict;
import org.jspecify.annotations.Nullable;

/**
 * TLS client certificates, the router's half. That the client has the key, and that
 * somebody who is trusted has signed the certificate, was found out when the connection
 * was opened; this finds the user whose certificate it is. The period of its validity is
 * looked at again, since a TLS session may be resumed, and a WAMP session be opened, long
 * after that. A client that names an authid must be that user.
 */
public final class TlsAuthenticationProvider implements WampAuthenticationProvider {

	private static final String PROVIDER = "static";

	private final UserDirectory users;

	/**
	 * Creates a provider.
	 * @param users the users
	 */
	public TlsAuthenticationProvider(UserDirectory users) {
		this.users = users;
	}

	@Override
	public String getMethod() {
		return TlsAuthenticator.METHOD;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		return request.channel().peerCertificate() != null;
	}

	@Override
	public boolean isGuessable() {
		return false;
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		X509Certificate certificate = request.channel().peerCertificate();
		if (certificate == null) {
			return CompletableFuture.completedStage(new Refused(ErrorUris.AUTHENTICATION_REQUIRED,
					"The method " + getMethod() + " needs a client certificate"));
		}
		WampUser user = find(request, certificate);
		if (user == null || !isValid(certificate)) {
			return CompletableFuture
				.completedStage(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
		}
		return CompletableFuture.completedStage(new Accepted(new WampIdentity(user.authId(), user.role(), getMethod(),
				PROVIDER, Dict.EMPTY, certificate.getSubjectX500Principal())));
	}

	private @Nullable WampUser find(AuthenticationRequest request, X509Certificate certificate) {
		String authId = request.authId();
		UserDirectory.Entry owner = this.users.lookByCertificate(request.realm(), certificate);
		if (authId == null || authId.isEmpty()) {
			return owner.known() ? owner.user() : null;
		}
		// one certificate may be good for several users
		UserDirectory.Entry named = this.users.look(request.realm(), authId,
				(user) -> user.credentials().stream().anyMatch((credential) -> credential.isFor(certificate)));
		if (named.known()) {
			return named.user();
		}
		return (owner.known() && owner.user().authId().equals(authId)) ? owner.user() : null;
	}

	private static boolean isValid(X509Certificate certificate) {
		try {
			certificate.checkValidity();
			return true;
		}
		catch (CertificateException ex) {
			return false;
		}
	}

}
