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

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.UserDirectory;
import io.github.wampspring.auth.WampAuthenticator.Challenge;
import io.github.wampspring.auth.WampUser;
import io.github.wampspring.auth.WampUserLookup;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.transport.ChannelInfo;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Both halves of the authentication by client certificates.
 */
class TlsAuthenticationTests {

	private static final IssuedCertificate CA = IssuedCertificate.authority("CN=Test CA,O=Acme");

	private static final IssuedCertificate METER = CA.issue("CN=meter-7,OU=Meters,O=Acme",
			new GeneralNames(new GeneralName[] { new GeneralName(GeneralName.dNSName, "Meter-7.example.com"),
					new GeneralName(GeneralName.rfc822Name, "Joe@Example.com"),
					new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://acme/meter/7"),
					new GeneralName(GeneralName.iPAddress, "10.1.2.3"),
					new GeneralName(GeneralName.iPAddress, "2001:db8::7"),
					new GeneralName(GeneralName.dNSName, "*.wild.example") }));

	private static final X509Certificate CERTIFICATE = METER.certificate();

	private static WampUser user(String authId, String... certificates) {
		return new WampUser(authId, "meter", List.of(certificates).stream().map(CertificateCredential::parse).toList());
	}

	private static AuthenticationRequest request(String authId, Object chain) {
		return new AuthenticationRequest("realm1", 1, authId, Dict.EMPTY,
				new ChannelInfo("websocket", "json", "203.0.113.7:1", Map.of(), null, false,
						(chain != null) ? Map.of(ChannelInfo.PEER_CERTIFICATES, chain) : Map.of()));
	}

	private static AuthenticationStep authenticate(AuthenticationRequest request, WampUserLookup... lookups) {
		TlsAuthenticationProvider provider = new TlsAuthenticationProvider(new UserDirectory(List.of(lookups), "key"));
		return provider.authenticate(request).toCompletableFuture().join();
	}

	private static String joined(AuthenticationStep step) {
		assertThat(step).isInstanceOf(Accepted.class);
		return ((Accepted) step).identity().authId();
	}

	private static void assertRefused(AuthenticationStep step) {
		assertThat(step)
			.isEqualTo(new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "subject:CN=meter-7,OU=Meters,O=Acme", "subject: cn=METER-7, ou=Meters, o=Acme",
			"dns:meter-7.EXAMPLE.com", "email:Joe@example.COM", "uri:spiffe://acme/meter/7", "ip:10.1.2.3",
			"ip:2001:db8:0:0::7" })
	void aUserIsWhoHasTheCertificate(String certificate) {
		AuthenticationStep step = authenticate(request(null, List.of(CERTIFICATE, CA.certificate())),
				WampUserLookup.of(List.of(user("other", "dns:other.example"), user("seven", certificate))));
		assertThat(joined(step)).isEqualTo("seven");
		assertThat(((Accepted) step).identity()).satisfies((identity) -> {
			assertThat(identity.authMethod()).isEqualTo("tls");
			assertThat(identity.authRole()).isEqualTo("meter");
			assertThat(identity.authProvider()).isEqualTo("static");
			assertThat(identity.principal()).isEqualTo(CERTIFICATE.getSubjectX500Principal());
		});
	}

	@Test
	void aFingerprintIsForOneCertificateOnly() {
		CertificateCredential fingerprint = CertificateCredential.of(CERTIFICATE);
		String colons = fingerprint.value().toUpperCase().replaceAll("(..)(?!$)", "$1:");
		WampUserLookup users = WampUserLookup.of(List.of(user("seven", "sha256:" + colons)));
		assertThat(joined(authenticate(request("", List.of(CERTIFICATE)), users))).isEqualTo("seven");
		X509Certificate next = CA.issue("CN=meter-7,OU=Meters,O=Acme", null).certificate();
		assertRefused(authenticate(request(null, List.of(next)), users));
	}

	@ParameterizedTest
	@ValueSource(strings = { "subject:CN=meter-7", "subject:CN=meter-7,OU=Meters,O=Acme,C=DE", "dns:example.com",
			"dns:any.wild.example", "email:joe@example.com", "uri:spiffe://acme/meter/70", "ip:10.1.2.4",
			"dns:10.1.2.3", "subject:CN=Test CA,O=Acme" })
	void whatIsNotTheSameIsNobody(String certificate) {
		WampUserLookup users = WampUserLookup.of(List.of(user("seven", certificate)));
		// the answer is the same for those whom the client names, be they there or not
		for (String authId : new String[] { null, "seven", "nobody" }) {
			assertRefused(authenticate(request(authId, List.of(CERTIFICATE, CA.certificate())), users));
		}
	}

	@Test
	void whoNamesAnAuthidMustBeThatUser() {
		WampUserLookup users = WampUserLookup.of(List.of(user("seven", "dns:meter-7.example.com"),
				user("site", "ip:10.1.2.3"), user("other", "dns:other.example")));
		assertThat(joined(authenticate(request("seven", List.of(CERTIFICATE)), users))).isEqualTo("seven");
		assertThat(joined(authenticate(request("site", List.of(CERTIFICATE)), users))).isEqualTo("site");
		assertRefused(authenticate(request("other", List.of(CERTIFICATE)), users));
	}

	@Test
	void usersComeFromLookupsToo() {
		AtomicInteger asked = new AtomicInteger();
		WampUserLookup meters = WampUserLookup.byCertificate((realm, certificate) -> {
			asked.incrementAndGet();
			return certificate.getSubjectX500Principal().getName().startsWith("CN=meter-")
					? new WampUser("meter", "meter", List.of(CertificateCredential.of(certificate))) : null;
		});
		assertThat(meters.methods()).containsExactly("tls");
		WampUserLookup none = WampUserLookup.of(List.of());
		assertThat(joined(authenticate(request(null, List.of(CERTIFICATE)), none, meters))).isEqualTo("meter");
		assertThat(joined(authenticate(request("meter", List.of(CERTIFICATE)), none, meters))).isEqualTo("meter");
		assertRefused(authenticate(request("else", List.of(CERTIFICATE)), none, meters));
		assertRefused(authenticate(request(null, List.of(CA.certificate())), none, meters));
		assertThat(asked).hasValue(4);
	}

	@Test
	void aCertificateThatHasExpiredSinceTheHandshakeIsRefused() {
		X509Certificate expired = IssuedCertificate.issue(CA, "CN=meter-7", null, Instant.now().minusSeconds(3600))
			.certificate();
		assertRefused(authenticate(request(null, List.of(expired)),
				WampUserLookup.of(List.of(user("seven", "subject:CN=meter-7")))));
	}

	@Test
	void withoutACertificateTheMethodIsPassedOver() {
		TlsAuthenticationProvider provider = new TlsAuthenticationProvider(new UserDirectory(List.of(), "key"));
		for (Object chain : new Object[] { null, List.of(), "none", List.of("none") }) {
			AuthenticationRequest request = request("seven", chain);
			assertThat(provider.canAuthenticate(request)).isFalse();
			assertThat(provider.authenticate(request).toCompletableFuture().join()).isInstanceOf(Refused.class)
				.extracting((step) -> ((Refused) step).error())
				.isEqualTo(ErrorUris.AUTHENTICATION_REQUIRED);
		}
		assertThat(provider.canAuthenticate(request(null, List.of(CERTIFICATE)))).isTrue();
		assertThat(provider.isImplied(request(null, List.of(CERTIFICATE)))).isFalse();
		assertThat(provider.isGuessable()).isFalse();
	}

	@Test
	void theMethodIsThereWhereUsersHaveCertificates() {
		assertThat(new UserDirectory(List.of(WampUserLookup.of(List.of(user("seven", "dns:a.example")))), "key")
			.supports("tls")).isTrue();
		assertThat(new UserDirectory(List.of((realm, authId) -> null), "key").supports("tls")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "meter-7", "CN=meter-7", "sha1:00", "sha256:", "sha256:12", "subject:", "subject:x",
			"dns:", "ip:meter.example.com", "ip:10.1.2", "ip:1.2.3.4.5", "ip:::::", "dns:bücher.example",
			"dns:meter-7.example.", "dns:https://meter-7.example", "dns:joe@example.com", "email:joe",
			"email:@example.com", "uri:meter-7", "uri:spiffe://acme/meter 7" })
	void whatTellsNoCertificateIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CertificateCredential.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dns:*.wild.example", "dns:*", "email:*@example.com", "uri:spiffe://acme/*",
			"subject:CN=*,O=Acme", "subject:O=Acme,CN=*" })
	void wildcardsAreRefusedSinceNamesMustBeTheSame(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> CertificateCredential.parse(text))
			.withMessageContaining("no wildcards");
	}

	@Test
	void aNameOfACertificateThatLooksLikeAWildcardIsForNobody() {
		assertRefused(authenticate(request(null, List.of(CERTIFICATE)),
				WampUserLookup.of(List.of(user("seven", "dns:any.wild.example"), user("host", "dns:wild.example")))));
	}

	@Test
	void theClientOffersTheMethodAndHasNothingToAnswer() {
		TlsAuthenticator authenticator = new TlsAuthenticator(null);
		assertThat(authenticator.getMethod()).isEqualTo("tls");
		assertThat(authenticator.getAuthId()).isNull();
		assertThat(new TlsAuthenticator("seven").getAuthId()).isEqualTo("seven");
		assertThat(authenticator.getAuthExtra()).isEmpty();
		assertThat(authenticator.authenticate(new Challenge("tls", Map.of())).signature()).isEmpty();
	}

	@Test
	void aMadeUpCredentialIsForNobody() {
		CertificateCredential credential = CertificateCredential.of(CERTIFICATE);
		assertThat(credential.decoy(new byte[32]).isFor(CERTIFICATE)).isFalse();
		assertThat(credential.decoy(new byte[32]).shape()).isEqualTo(credential.shape());
	}

}
