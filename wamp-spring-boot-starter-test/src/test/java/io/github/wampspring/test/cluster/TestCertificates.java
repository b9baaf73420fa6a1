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

package io.github.wampspring.test.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signed itself, for one host, made by the JDK's keytool.
 *
 * @param directory where the files are: {@code store.p12}, {@code trust.p12},
 * {@code cert.pem} and {@code key.pem}
 */
record TestCertificates(Path directory) {

	static final String PASSWORD = "changeit";

	/**
	 * Makes a certificate.
	 * @param name its subject alternative name, such as {@code ip:127.0.0.1}
	 * @return the certificate
	 */
	static TestCertificates create(String name) {
		try {
			Path directory = Files.createTempDirectory("wamp-certificates");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "server", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
					"-dname", "CN=test", "-ext", "san=" + name, "-storetype", "PKCS12", "-keystore",
					directory.resolve("store.p12").toString(), "-storepass", PASSWORD)
				.inheritIO()
				.start();
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException("keytool has failed");
			}
			TestCertificates certificates = new TestCertificates(directory);
			KeyStore store = certificates.store();
			certificates.write("cert.pem", "CERTIFICATE", store.getCertificate("server"));
			certificates.writeTrusted(store.getCertificate("server"));
			Key key = store.getKey("server", PASSWORD.toCharArray());
			certificates.write("key.pem", "PRIVATE KEY", key.getEncoded());
			return certificates;
		}
		catch (IOException | GeneralSecurityException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void write(String file, String kind, Certificate certificate) throws GeneralSecurityException, IOException {
		write(file, kind, certificate.getEncoded());
	}

	private void write(String file, String kind, byte[] content) throws IOException {
		Files.writeString(file(file),
				"-----BEGIN " + kind + "-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + kind
						+ "-----\n");
	}

	private void writeTrusted(Certificate certificate) throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("server", certificate);
		try (OutputStream out = Files.newOutputStream(file("trust.p12"))) {
			trusted.store(out, PASSWORD.toCharArray());
		}
	}

	Path file(String name) {
		return this.directory.resolve(name);
	}

	private KeyStore store() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file("store.p12"))) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	/**
	 * Trusts this certificate, and shows it where a client has to.
	 * @return the context
	 */
	SSLContext context() {
		try {
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store(), PASSWORD.toCharArray());
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("server", store().getCertificate("server"));
			TrustManagerFactory trusts = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trusts.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
