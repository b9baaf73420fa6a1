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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * A certificate that was made for a test, and its key.
 *
 * @param certificate the certificate
 * @param keys the keys
 */
record IssuedCertificate(X509Certificate certificate, KeyPair keys) {

	private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

	/** An authority that signs others. */
	static IssuedCertificate authority(String subject) {
		return issue(null, subject, null, Instant.now().plusSeconds(86_400));
	}

	/** A certificate that this authority has signed. */
	IssuedCertificate issue(String subject, GeneralNames names) {
		return issue(this, subject, names, Instant.now().plusSeconds(86_400));
	}

	static IssuedCertificate issue(IssuedCertificate issuer, String subject, GeneralNames names, Instant notAfter) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			KeyPair keys = generator.generateKeyPair();
			V3TBSCertificateGenerator certificate = new V3TBSCertificateGenerator();
			certificate.setSerialNumber(new ASN1Integer(BigInteger.valueOf(System.nanoTime())));
			certificate.setSignature(ALGORITHM);
			X500Principal own = new X500Principal(subject);
			certificate.setIssuer(name((issuer != null) ? issuer.certificate.getSubjectX500Principal() : own));
			certificate.setSubject(name(own));
			certificate.setStartDate(new Time(Date.from(Instant.now().minusSeconds(7 * 86_400))));
			certificate.setEndDate(new Time(Date.from(notAfter)));
			certificate.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
			ExtensionsGenerator extensions = new ExtensionsGenerator();
			extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
			if (names != null) {
				extensions.addExtension(Extension.subjectAlternativeName, false, names);
			}
			certificate.setExtensions(extensions.generate());
			TBSCertificate signed = certificate.generateTBSCertificate();
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign((issuer != null) ? issuer.keys.getPrivate() : keys.getPrivate());
			signature.update(signed.getEncoded("DER"));
			ASN1EncodableVector all = new ASN1EncodableVector();
			all.add(signed);
			all.add(ALGORITHM);
			all.add(new DERBitString(signature.sign()));
			return new IssuedCertificate((X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(new DERSequence(all).getEncoded("DER"))), keys);
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static X500Name name(X500Principal principal) {
		return X500Name.getInstance(principal.getEncoded());
	}

}
