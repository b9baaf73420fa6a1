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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import javax.security.auth.x500.X500Principal;

import io.github.wampspring.auth.WampCredential;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS client certificate must have so that its owner is a user: the fingerprint,
 * the subject, or one of its subject alternative names. All of it must be the same, there
 * are no wildcards.
 *
 * @param kind what is compared
 * @param value with what, in the form that {@link #parse} makes
 */
public record CertificateCredential(Kind kind, String value) implements WampCredential {

	private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

	private static final Pattern ADDRESS = Pattern
		.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

	private static final Pattern HOST = Pattern.compile("[!-~&&[^.@/]]+([.][!-~&&[^.@/]]+)*");

	private static final Pattern MAILBOX = Pattern.compile("[ -~]*[!-~]@[!-~&&[^@]]+");

	private static final Pattern ABSOLUTE_URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");

	/** In the canonical form of a distinguished name. */
	private static final Pattern ANY_VALUE = Pattern.compile("=[*](,|[+]|$)");

	/**
	 * Makes a credential.
	 * @throws IllegalArgumentException if the value is none of that kind, or has a
	 * wildcard
	 */
	public CertificateCredential {
		value = kind.normalize(value);
	}

	/**
	 * Reads a credential.
	 * @param text the kind, a colon and the value: {@code sha256:} with the hexadecimal
	 * digits of the fingerprint, {@code subject:} with the distinguished name,
	 * {@code dns:}, {@code email:}, {@code uri:} or {@code ip:} with a subject
	 * alternative name
	 * @return the credential
	 * @throws IllegalArgumentException if it is something else
	 */
	public static CertificateCredential parse(String text) {
		int colon = text.indexOf(':');
		for (Kind kind : Kind.values()) {
			if (colon > 0 && kind.name().equalsIgnoreCase(text.substring(0, colon).strip())) {
				return new CertificateCredential(kind, text.substring(colon + 1).strip());
			}
		}
		throw new IllegalArgumentException(
				"A certificate is told by sha256:, subject:, dns:, email:, uri: or ip:, and the value");
	}

	/**
	 * The credential of a certificate and no other one.
	 * @param certificate the certificate
	 * @return its SHA-256 fingerprint
	 */
	public static CertificateCredential of(X509Certificate certificate) {
		return new CertificateCredential(Kind.SHA256, fingerprint(certificate));
	}

	private static String fingerprint(X509Certificate certificate) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The fingerprint of a certificate could not be computed", ex);
		}
	}

	@Override
	public Set<String> methods() {
		return Set.of(TlsAuthenticator.METHOD);
	}

	@Override
	public String shape() {
		return TlsAuthenticator.METHOD;
	}

	@Override
	public WampCredential decoy(byte[] seed) {
		return new CertificateCredential(Kind.SHA256, HexFormat.of().formatHex(Arrays.copyOf(seed, 32)));
	}

	@Override
	public boolean isFor(X509Certificate certificate) {
		return switch (this.kind) {
			case SHA256 -> this.value.equals(fingerprint(certificate));
			case SUBJECT -> this.value.equals(certificate.getSubjectX500Principal().getName(X500Principal.CANONICAL));
			case DNS, EMAIL, URI, IP -> hasName(certificate);
		};
	}

	private boolean hasName(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return names != null && names.stream().anyMatch(this::isName);
		}
		catch (CertificateParsingException ex) {
			return false;
		}
	}

	private boolean isName(List<?> name) {
		return Integer.valueOf(this.kind.type).equals(name.get(0)) && name.get(1) instanceof String text
				&& this.value.equals(this.kind.normalizeOrNull(text));
	}

	/** What is compared. */
	public enum Kind {

		/** The SHA-256 fingerprint of the certificate. */
		SHA256(-1),

		/** The distinguished name of the subject, as a whole. */
		SUBJECT(-1),

		/** A subject alternative name that is a host name. */
		DNS(2),

		/** A subject alternative name that is an e-mail address. */
		EMAIL(1),

		/** A subject alternative name that is a URI. */
		URI(6),

		/** A subject alternative name that is an IP address. */
		IP(7);

		/** Of a GeneralName (RFC 5280, section 4.2.1.6). */
		private final int type;

		Kind(int type) {
			this.type = type;
		}

		private String normalize(String value) {
			if (value.isEmpty()) {
				throw new IllegalArgumentException(
						"The value after " + name().toLowerCase(Locale.ROOT) + ": is missing");
			}
			return switch (this) {
				case SHA256 -> normalizeFingerprint(value);
				case SUBJECT -> normalizeSubject(value);
				case DNS -> checked(HOST, "a host name", value).toLowerCase(Locale.ROOT);
				case EMAIL -> normalizeEmail(checked(MAILBOX, "an e-mail address", value));
				case URI -> checked(ABSOLUTE_URI, "an absolute URI", value);
				case IP -> normalizeAddress(value);
			};
		}

		private @Nullable String normalizeOrNull(String value) {
			try {
				return normalize(value);
			}
			catch (IllegalArgumentException ex) {
				return null;
			}
		}

		/**
		 * What cannot be in a certificate, or looks as if it were for many, would be for
		 * nobody.
		 */
		private static String checked(Pattern pattern, String what, String value) {
			if (value.indexOf('*') != -1) {
				throw noWildcards();
			}
			if (!pattern.matcher(value).matches()) {
				throw new IllegalArgumentException("This is not " + what + " as it stands in certificates, in ASCII");
			}
			return value;
		}

		private static String normalizeSubject(String value) {
			String subject = new X500Principal(value).getName(X500Principal.CANONICAL);
			if (ANY_VALUE.matcher(subject).find()) {
				throw noWildcards();
			}
			return subject;
		}

		private static IllegalArgumentException noWildcards() {
			return new IllegalArgumentException("A certificate is told by a name that is exactly the same, there are no"
					+ " wildcards: name each one, or use its fingerprint (sha256:)");
		}

		private static String normalizeFingerprint(String value) {
			String digits = value.replace(":", "").toLowerCase(Locale.ROOT);
			if (!FINGERPRINT.matcher(digits).matches()) {
				throw new IllegalArgumentException("A SHA-256 fingerprint has 64 hexadecimal digits");
			}
			return digits;
		}

		/** Only the host is the same in upper and lower case. */
		private static String normalizeEmail(String value) {
			int at = value.lastIndexOf('@');
			return value.substring(0, at + 1) + value.substring(at + 1).toLowerCase(Locale.ROOT);
		}

		private static String normalizeAddress(String value) {
			try {
				if (ADDRESS.matcher(value).matches()) {
					return InetAddress.getByName(value).getHostAddress();
				}
			}
			catch (UnknownHostException ex) {
				// said below
			}
			throw new IllegalArgumentException("This is not an IP address");
		}

	}

}
