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

package io.github.wampspring.auth.cryptosign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 key pair, for WAMP-Cryptosign. See the section "Cryptosign-based
 * Authentication" of the specification.
 */
public final class CryptosignKey {

	private static final int LENGTH = 32;

	private static final String PEM_BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----";

	private static final String PEM_END = "-----END OPENSSH PRIVATE KEY-----";

	private static final String SSH_TYPE = "ssh-ed25519";

	private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

	/** What stands before the key in a SubjectPublicKeyInfo (RFC 8410). */
	private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

	private final PrivateKey key;

	private final String publicKey;

	private CryptosignKey(PrivateKey key, String publicKey) {
		this.key = key;
		this.publicKey = publicKey;
	}

	/**
	 * Reads a private key.
	 * @param text 64 hexadecimal digits, or what is in a key file of OpenSSH that has no
	 * passphrase
	 * @return the key pair
	 * @throws IllegalArgumentException with the reason, if it is something else; the text
	 * is not in the message
	 */
	public static CryptosignKey of(String text) {
		String trimmed = text.trim();
		byte[] seed = trimmed.startsWith(PEM_BEGIN) ? seed(trimmed) : seedOfDigits(trimmed);
		try {
			PrivateKey key = KeyFactory.getInstance("Ed25519")
				.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
			return new CryptosignKey(key, HexFormat.of().formatHex(publicKey(seed)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Ed25519 is not available", ex);
		}
	}

	/**
	 * Reads a private key from a file.
	 * @param file the file, as {@link #of(String)} takes its content
	 * @return the key pair
	 * @throws UncheckedIOException if it cannot be read
	 * @throws IllegalArgumentException as {@link #of(String)}
	 */
	public static CryptosignKey of(Path file) {
		try {
			return of(Files.readString(file, StandardCharsets.ISO_8859_1));
		}
		catch (NoSuchFileException ex) {
			throw new UncheckedIOException("There is no key file " + file.toAbsolutePath(), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The key file " + file + " cannot be read", ex);
		}
	}

	/**
	 * Makes a new key pair.
	 * @return the key pair
	 */
	public static CryptosignKey generate() {
		byte[] seed = new byte[LENGTH];
		new SecureRandom().nextBytes(seed);
		return of(HexFormat.of().formatHex(seed));
	}

	/**
	 * Brings a public key into the form that clients and routers exchange.
	 * @param text 64 hexadecimal digits, or a line of OpenSSH that begins with
	 * {@code ssh-ed25519}
	 * @return 64 hexadecimal digits in lower case
	 * @throws IllegalArgumentException if it is something else
	 */
	public static String publicKey(String text) {
		String trimmed = text.trim();
		if (!trimmed.startsWith(SSH_TYPE + " ")) {
			if (trimmed.startsWith("ssh-") || trimmed.startsWith("ecdsa-")) {
				throw notEd25519();
			}
			return HexFormat.of().formatHex(hex("public key", trimmed));
		}
		try {
			ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(trimmed.split("\\s+")[1]));
			requireType(blob);
			return HexFormat.of().formatHex(field(blob, LENGTH));
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			throw new IllegalArgumentException("The public key is not one of OpenSSH, " + SSH_TYPE + " AAAA...", ex);
		}
	}

	/**
	 * The public key.
	 * @return 64 hexadecimal digits in lower case
	 */
	public String getPublicKey() {
		return this.publicKey;
	}

	/**
	 * Signs a challenge.
	 * @param challenge 64 hexadecimal digits
	 * @return signature and challenge, 192 hexadecimal digits
	 */
	String sign(String challenge) {
		byte[] message = hex("challenge", challenge);
		return sign(message) + HexFormat.of().formatHex(message);
	}

	/**
	 * Signs a message.
	 * @return the signature, 128 hexadecimal digits
	 */
	String sign(byte[] message) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(this.key);
			signature.update(message);
			return HexFormat.of().formatHex(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The message cannot be signed", ex);
		}
	}

	/**
	 * Whether a challenge was signed with a key.
	 * @param publicKey 64 hexadecimal digits
	 * @param challenge 64 hexadecimal digits
	 * @param signed signature and challenge, 192 hexadecimal digits
	 */
	static boolean isSigned(String publicKey, String challenge, String signed) {
		if (signed.length() != 6 * LENGTH || !signed.substring(4 * LENGTH).equalsIgnoreCase(challenge)) {
			return false;
		}
		return isSigned(publicKey, hex("challenge", challenge), signed.substring(0, 4 * LENGTH));
	}

	/**
	 * Whether a message was signed with a key.
	 * @param publicKey 64 hexadecimal digits
	 * @param message the message
	 * @param signed the signature, 128 hexadecimal digits
	 */
	static boolean isSigned(String publicKey, byte[] message, String signed) {
		try {
			byte[] encoded = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + LENGTH);
			System.arraycopy(hex("public key", publicKey), 0, encoded, PUBLIC_PREFIX.length, LENGTH);
			PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
			Signature signature = Signature.getInstance("Ed25519");
			signature.initVerify(key);
			signature.update(message);
			return signature.verify(HexFormat.of().parseHex(signed));
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Whether something is a key or a challenge.
	 */
	static boolean isHex(@Nullable String text) {
		return text != null && text.length() == 2 * LENGTH && text.chars().allMatch(HexFormat::isHexDigit);
	}

	static byte[] hex(String name, String text) {
		if (!isHex(text)) {
			throw new IllegalArgumentException("The " + name + " is not " + 2 * LENGTH + " hexadecimal digits");
		}
		return HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT));
	}

	/** The JDK tells the public key of a private one only when it makes both. */
	private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
		generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {

			@Override
			public void nextBytes(byte[] bytes) {
				System.arraycopy(seed, 0, bytes, 0, bytes.length);
			}

		});
		byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
		return Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
	}

	private static byte[] seedOfDigits(String text) {
		if (text.startsWith("-----BEGIN ")) {
			throw new IllegalArgumentException("The key file is not one of OpenSSH: make one by ssh-keygen -t ed25519");
		}
		if (text.startsWith("ssh-")) {
			throw new IllegalArgumentException("The key is the public one of OpenSSH: the private one is in the file"
					+ " of the same name without .pub");
		}
		return hex("private key", text);
	}

	private static byte[] seed(String pem) {
		int end = pem.indexOf(PEM_END);
		try {
			if (end < 0) {
				throw new IllegalArgumentException("The key file has no end");
			}
			ByteBuffer file = ByteBuffer
				.wrap(Base64.getDecoder().decode(pem.substring(PEM_BEGIN.length(), end).replaceAll("\\s", "")));
			byte[] magic = new byte[MAGIC.length];
			file.get(magic);
			String cipher = text(file);
			text(file);
			text(file);
			if (!Arrays.equals(magic, MAGIC) || file.getInt() != 1) {
				throw new IllegalArgumentException("The key file is not one of OpenSSH with one key");
			}
			if (!cipher.equals("none")) {
				throw new IllegalArgumentException("The key file has a passphrase: make one without,"
						+ " as by ssh-keygen -p -N '' -f <file>, and let nobody else read it");
			}
			text(file);
			ByteBuffer keys = ByteBuffer.wrap(bytes(file));
			if (keys.getInt() != keys.getInt()) {
				throw new IllegalArgumentException("The key file is damaged");
			}
			requireType(keys);
			field(keys, LENGTH);
			return Arrays.copyOf(field(keys, 2 * LENGTH), LENGTH);
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException("The key file is damaged", ex);
		}
	}

	private static void requireType(ByteBuffer blob) {
		if (!text(blob).equals(SSH_TYPE)) {
			throw notEd25519();
		}
	}

	private static IllegalArgumentException notEd25519() {
		return new IllegalArgumentException("The key is not of type ed25519: make one by ssh-keygen -t ed25519");
	}

	private static byte[] field(ByteBuffer buffer, int length) {
		byte[] bytes = bytes(buffer);
		if (bytes.length != length) {
			throw new IllegalArgumentException("A key has " + bytes.length + " bytes instead of " + length);
		}
		return bytes;
	}

	private static String text(ByteBuffer buffer) {
		return new String(bytes(buffer), StandardCharsets.ISO_8859_1);
	}

	private static byte[] bytes(ByteBuffer buffer) {
		int length = buffer.getInt();
		if (length < 0 || length > buffer.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] bytes = new byte[length];
		buffer.get(bytes);
		return bytes;
	}

	@Override
	public String toString() {
		return "CryptosignKey[" + this.publicKey + "]";
	}

}
