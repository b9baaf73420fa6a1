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

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

/**
 * What procedures are told of a client's certificate, in the words of Autobahn. The
 * client has made it: what cannot be read is left out.
 */
final class CertificateDetails {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

	/** Names that RFC 2253 has not, as OpenSSL has them. */
	private static final Map<String, String> NAMES = Map.of("1.2.840.113549.1.9.1", "emailAddress", "2.5.4.5",
			"serialNumber", "2.5.4.4", "surname", "2.5.4.42", "givenName", "2.5.4.12", "title", "2.5.4.97",
			"organizationIdentifier");

	/** By the number of the kind in a GeneralName (RFC 5280, section 4.2.1.6). */
	private static final Map<Integer, String> KINDS = Map.of(1, "email:", 2, "DNS:", 6, "URI:", 7, "IP Address:", 8,
			"Registered ID:");

	private CertificateDetails() {
	}

	static Map<String, @Nullable Object> of(X509Certificate certificate) {
		Map<String, @Nullable Object> details = new LinkedHashMap<>();
		details.put("md5", fingerprint("MD5", certificate));
		details.put("sha1", fingerprint("SHA-1", certificate));
		details.put("sha256", fingerprint("SHA-256", certificate));
		details.put("expired", Instant.now().isAfter(certificate.getNotAfter().toInstant()));
		details.put("hash", null);
		details.put("serial", serial(certificate.getSerialNumber()));
		details.put("signature_algorithm", algorithm(certificate.getSigAlgName()));
		details.put("version", certificate.getVersion() - 1);
		details.put("not_before", TIME.format(certificate.getNotBefore().toInstant()));
		details.put("not_after", TIME.format(certificate.getNotAfter().toInstant()));
		details.put("subject", name(certificate.getSubjectX500Principal()));
		details.put("issuer", name(certificate.getIssuerX500Principal()));
		details.put("extensions", extensions(certificate));
		return details;
	}

	private static @Nullable String fingerprint(String algorithm, X509Certificate certificate) {
		try {
			byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
			return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
		}
		catch (GeneralSecurityException ex) {
			// such as MD5, which a JVM may be told not to have
			return null;
		}
	}

	/** Not every serializer has numbers of 160 bits. */
	private static Object serial(BigInteger serial) {
		return (serial.bitLength() < Long.SIZE) ? (Object) serial.longValue() : serial.toString();
	}

	private static String algorithm(String name) {
		int with = name.indexOf("with");
		if (name.startsWith("SHA") && with > 0) {
			String hash = name.substring(3, with);
			if (name.endsWith("withRSA")) {
				return "sha" + hash + "WithRSAEncryption";
			}
			if (name.endsWith("withECDSA")) {
				return "ecdsa-with-SHA" + hash;
			}
		}
		return name.equals("Ed25519") ? "ed25519" : name;
	}

	private static Map<String, String> name(X500Principal principal) {
		Map<String, String> name = new LinkedHashMap<>();
		try {
			for (Rdn part : new LdapName(principal.getName(X500Principal.RFC2253, NAMES)).getRdns()) {
				NamingEnumeration<? extends Attribute> attributes = part.toAttributes().getAll();
				while (attributes.hasMore()) {
					Attribute attribute = attributes.next();
					if (attribute.get() instanceof String value) {
						name.put(attribute.getID().toLowerCase(Locale.ROOT), value);
					}
				}
			}
		}
		catch (InvalidNameException ex) {
			return Map.of();
		}
		catch (NamingException ex) {
			return name;
		}
		return name;
	}

	private static List<Map<String, Object>> extensions(X509Certificate certificate) {
		List<String> names = new ArrayList<>();
		try {
			Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
			for (List<?> alternative : (alternatives != null) ? alternatives : List.<List<?>>of()) {
				String kind = KINDS.get(alternative.get(0));
				names.add((kind != null) ? kind + alternative.get(1) : "othername:<unsupported>");
			}
		}
		catch (CertificateParsingException ex) {
			return List.of();
		}
		if (names.isEmpty()) {
			return List.of();
		}
		Set<String> critical = certificate.getCriticalExtensionOIDs();
		return List.of(Map.of("name", "subjectAltName", "value", String.join(", ", names), "critical",
				((critical != null) ? critical : Collections.<String>emptySet()).contains(SUBJECT_ALTERNATIVE_NAME)));
	}

}
