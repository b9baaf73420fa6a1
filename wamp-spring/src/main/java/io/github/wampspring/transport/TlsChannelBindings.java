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

package io.github.wampspring.transport;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.github.wampspring.ChannelBinding;
import org.jspecify.annotations.Nullable;

/**
 * The channel bindings of a TLS connection, as far as its engine tells them.
 * {@code tls-exporter} takes the TLS of JDK 25 or newer, {@code tls-unique} that of
 * Bouncy Castle; {@code tls-server-end-point} is told by any.
 */
public final class TlsChannelBindings implements ChannelBindings {

	private static final String TLS_1_2 = "TLSv1.2";

	private static final String TLS_1_3 = "TLSv1.3";

	/** RFC 9266, section 2. */
	private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

	private static final int EXPORTER_LENGTH = 32;

	/** Of JDK 25, while this is compiled for 17. */
	private static final @Nullable MethodHandle EXPORT = export();

	private static final boolean BOUNCY_CASTLE = isBouncyCastlePresent();

	private final SSLEngine engine;

	private TlsChannelBindings(SSLEngine engine) {
		this.engine = engine;
	}

	/**
	 * The bindings of a connection.
	 * @param engine its TLS engine, whose handshake is done before anything is asked;
	 * {@code null} for a connection without TLS
	 * @return the bindings
	 */
	public static ChannelBindings of(@Nullable SSLEngine engine) {
		return (engine != null) ? new TlsChannelBindings(engine) : ChannelBindings
			.none("the connection has no TLS (the URL must begin with wss:), or its TLS ends at a proxy");
	}

	private static @Nullable MethodHandle export() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(ExtendedSSLSession.class, "exportKeyingMaterialData",
						MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static boolean isBouncyCastlePresent() {
		try {
			Class.forName("org.bouncycastle.jsse.BCSSLEngine", false, TlsChannelBindings.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	@Override
	public byte[] get(ChannelBinding binding) {
		return switch (binding) {
			case TLS_UNIQUE -> unique();
			case TLS_EXPORTER -> exporter();
			case TLS_SERVER_END_POINT -> serverEndPoint();
		};
	}

	private byte[] unique() {
		String protocol = this.engine.getSession().getProtocol();
		if (!protocol.equals(TLS_1_2)) {
			throw new ChannelBindingException(ChannelBinding.TLS_UNIQUE, "it is for TLS 1.2, and the connection has "
					+ protocol + ", for which it is not defined: use tls-exporter, or enable only TLSv1.2");
		}
		if (!BOUNCY_CASTLE || !BouncyCastleTls.isOf(this.engine)) {
			throw new ChannelBindingException(ChannelBinding.TLS_UNIQUE,
					"the TLS of the JDK does not tell it: use that of Bouncy Castle, org.bouncycastle:bctls-jdk18on");
		}
		byte[] data = BouncyCastleTls.unique(this.engine);
		if (data == null || data.length == 0) {
			throw new ChannelBindingException(ChannelBinding.TLS_UNIQUE,
					"Bouncy Castle does not tell it for a session that was resumed without an extended master secret");
		}
		return data;
	}

	private byte[] exporter() {
		SSLSession session = this.engine.getSession();
		if (!session.getProtocol().equals(TLS_1_3)) {
			// in TLS 1.2, the JDK tells connections that share a session the same
			throw new ChannelBindingException(ChannelBinding.TLS_EXPORTER,
					"it takes TLS 1.3, and the connection has " + session.getProtocol() + ": enable TLSv1.3");
		}
		if (EXPORT == null) {
			throw new ChannelBindingException(ChannelBinding.TLS_EXPORTER,
					"it takes JDK 25 or newer, and this is Java " + Runtime.version().feature());
		}
		try {
			if (session instanceof ExtendedSSLSession extended) {
				return (byte[]) EXPORT.invokeExact(extended, EXPORTER_LABEL, new byte[0], EXPORTER_LENGTH);
			}
		}
		catch (Throwable ex) {
			throw new ChannelBindingException(ChannelBinding.TLS_EXPORTER, unknown(ex.toString()));
		}
		throw new ChannelBindingException(ChannelBinding.TLS_EXPORTER, unknown(session.getClass().getName()));
	}

	private static String unknown(String details) {
		return "this TLS does not tell it, use that of the JDK (" + details + ")";
	}

	/** RFC 5929, section 4.1. */
	private byte[] serverEndPoint() {
		Certificate certificate = serverCertificate();
		if (!(certificate instanceof X509Certificate x509)) {
			throw new ChannelBindingException(ChannelBinding.TLS_SERVER_END_POINT,
					"the server has no X.509 certificate");
		}
		try {
			return MessageDigest.getInstance(hash(x509)).digest(x509.getEncoded());
		}
		catch (GeneralSecurityException | java.io.IOException ex) {
			throw new ChannelBindingException(ChannelBinding.TLS_SERVER_END_POINT, ex.toString());
		}
	}

	private @Nullable Certificate serverCertificate() {
		SSLSession session = this.engine.getSession();
		try {
			@Nullable Certificate @Nullable [] chain = this.engine.getUseClientMode() ? session.getPeerCertificates()
					: session.getLocalCertificates();
			return (chain != null && chain.length > 0) ? chain[0] : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

	/**
	 * The hash function of a certificate's signature, or SHA-256 in the place of a weaker
	 * one.
	 */
	private static String hash(X509Certificate certificate) throws GeneralSecurityException, java.io.IOException {
		String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
		if (name.equals("RSASSA-PSS")) {
			AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
			parameters.init(certificate.getSigAlgParams());
			name = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm().toUpperCase(Locale.ROOT);
		}
		else {
			int end = name.indexOf("WITH");
			name = (end > 0) ? name.substring(0, end) : "";
		}
		return switch (name.replace("-", "")) {
			case "MD5", "SHA1", "SHA256" -> "SHA-256";
			case "SHA224" -> "SHA-224";
			case "SHA384" -> "SHA-384";
			case "SHA512" -> "SHA-512";
			default -> throw new ChannelBindingException(ChannelBinding.TLS_SERVER_END_POINT,
					"it is not defined for a certificate that is signed by " + certificate.getSigAlgName());
		};
	}

}
