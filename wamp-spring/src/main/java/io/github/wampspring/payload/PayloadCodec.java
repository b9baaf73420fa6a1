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

package io.github.wampspring.payload;

import java.util.List;
import java.util.Set;

import io.github.wampspring.PayloadEncryptionException;
import io.github.wampspring.PayloadException;
import io.github.wampspring.codec.PackedPayload;
import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.payload.PayloadCipher.Sealed;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.PayloadAttributes;
import io.github.wampspring.protocol.Uris;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of arguments between the application and the messages of a session: they
 * are encrypted and packed on their way out, unpacked and decrypted on their way in. See
 * the section "Payload Passthru Mode" of the specification. Of use for all sessions of a
 * connection, and by all threads.
 */
public final class PayloadCodec {

	/** The scheme for encryption. */
	private static final String SCHEME = "wamp";

	private static final String SERIALIZER = "cbor";

	private static final String CRYPTOBOX_SERIALIZER = "json";

	private static final Set<String> SERIALIZERS = Set.of("json", "msgpack", "cbor");

	private final List<PayloadCipher> ciphers;

	private final PayloadMapper mapper;

	/**
	 * Creates a codec.
	 * @param ciphers for each URI the first that matches counts
	 * @param mapper packs and unpacks arguments
	 */
	public PayloadCodec(List<? extends PayloadCipher> ciphers, PayloadMapper mapper) {
		this.ciphers = List.copyOf(ciphers);
		this.mapper = mapper;
	}

	private @Nullable PayloadCipher cipher(String uri) {
		if (this.ciphers.isEmpty() || Uris.isReserved(uri)) {
			return null;
		}
		for (PayloadCipher cipher : this.ciphers) {
			if (matches(cipher, uri)) {
				return cipher;
			}
		}
		return null;
	}

	private static boolean matches(PayloadCipher cipher, String uri) {
		try {
			return cipher.matches(uri);
		}
		catch (RuntimeException ex) {
			throw failure("Whether " + Uris.quote(uri) + " is encrypted cannot be told: ", ex);
		}
	}

	/**
	 * What to send for the arguments of a call or an event.
	 * @param uri the procedure or topic
	 * @param options the options of the application
	 * @param payload the arguments
	 * @param passed whether the router announces payload passthru mode
	 * @return what to send instead; {@code null} to send what was given
	 * @throws PayloadException if it cannot be sent
	 */
	public @Nullable Outgoing seal(String uri, Dict options, Payload payload, boolean passed) {
		PayloadCipher cipher = cipher(uri);
		if (cipher != null) {
			return new Outgoing(cipher, seal(cipher, uri, payload, passed), options);
		}
		if (!PayloadAttributes.isPassedThrough(options)) {
			return null;
		}
		if (!passed) {
			throw new PayloadException("What is for " + Uris.quote(uri)
					+ " is not sent: the router does not announce payload_passthru_mode", null);
		}
		String serializer = serializer(options);
		return (serializer != null) ? new Outgoing(options, pack(serializer, payload)) : null;
	}

	/**
	 * What to send for a result.
	 * @param procedure the procedure
	 * @param details those of the invocation
	 * @param payload the result's arguments
	 * @param passed whether the router announces payload passthru mode
	 * @return what to send instead; {@code null} to send the arguments as they are
	 * @throws PayloadException if it cannot be sent
	 */
	public @Nullable Outgoing answer(String procedure, Dict details, Payload payload, boolean passed) {
		return answer(cipher(procedure), procedure, details, payload, passed);
	}

	/**
	 * What to send for the arguments of an error.
	 * @param procedure the procedure
	 * @param error the error's URI
	 * @param details those of the invocation
	 * @param payload the error's arguments
	 * @param passed whether the router announces payload passthru mode
	 * @return what to send instead; {@code null} to send the arguments as they are
	 * @throws PayloadException if it cannot be sent
	 */
	public @Nullable Outgoing answer(String procedure, String error, Dict details, Payload payload, boolean passed) {
		PayloadCipher cipher = cipher(procedure, error);
		boolean old = cipher != null && cipher.getFormat() == PayloadFormat.CRYPTOBOX;
		return answer(cipher, old ? error : procedure, details, payload, passed);
	}

	private @Nullable Outgoing answer(@Nullable PayloadCipher cipher, String uri, Dict details, Payload payload,
			boolean passed) {
		if (cipher != null && (isEncrypted(details) || !cipher.isClearAccepted())) {
			return new Outgoing(cipher, seal(cipher, uri, payload, passed), Dict.EMPTY);
		}
		String serializer = serializer(details);
		if (serializer == null) {
			return null;
		}
		Dict attributes = Dict.of(PayloadAttributes.SCHEME, details.getString(PayloadAttributes.SCHEME))
			.with(PayloadAttributes.SERIALIZER, serializer);
		return new Outgoing(attributes, pack(serializer, payload));
	}

	/** In the older draft, the arguments of an error belong to the error. */
	private @Nullable PayloadCipher cipher(String procedure, String error) {
		PayloadCipher cipher = cipher(procedure);
		if (cipher != null && cipher.getFormat() != PayloadFormat.CRYPTOBOX) {
			return cipher;
		}
		PayloadCipher own = cipher(error);
		return (own != null && own.getFormat() == PayloadFormat.CRYPTOBOX) ? own : cipher;
	}

	private Sealed seal(PayloadCipher cipher, String uri, Payload payload, boolean passed) {
		boolean old = cipher.getFormat() == PayloadFormat.CRYPTOBOX;
		if (!old && !passed) {
			throw new PayloadEncryptionException("What is for " + Uris.quote(uri)
					+ " is not sent: it has to be encrypted, and the router does not announce payload_passthru_mode",
					null);
		}
		byte[] plaintext = old ? this.mapper.pack(CRYPTOBOX_SERIALIZER, new PackedPayload(uri, payload))
				: this.mapper.pack(SERIALIZER, new PackedPayload(null, payload));
		try {
			return cipher.encrypt(uri, plaintext);
		}
		catch (RuntimeException ex) {
			throw failure("What is for " + Uris.quote(uri) + " cannot be encrypted: ", ex);
		}
	}

	private Payload pack(String serializer, Payload payload) {
		return Payload.of((Object) this.mapper.pack(serializer, new PackedPayload(null, payload)));
	}

	/**
	 * The arguments of an invocation, a result or an event.
	 * @param uri the procedure or topic
	 * @param details those of the message
	 * @param payload what came
	 * @return the arguments
	 * @throws PayloadException if they cannot be had
	 */
	public Payload open(String uri, Dict details, Payload payload) {
		PayloadCipher cipher = cipher(uri);
		if (cipher == null && !PayloadAttributes.isUsed(details)) {
			return payload;
		}
		return open(cipher, uri, details, payload);
	}

	/**
	 * The arguments of an error. Those in the clear are taken: the router has errors,
	 * too.
	 * @param procedure the procedure
	 * @param error the error's URI
	 * @param details those of the message
	 * @param payload what came
	 * @return the arguments
	 * @throws PayloadException if they cannot be had
	 */
	public Payload open(String procedure, String error, Dict details, Payload payload) {
		if (!PayloadAttributes.isUsed(details)) {
			return payload;
		}
		PayloadCipher cipher = cipher(procedure, error);
		boolean old = cipher != null && cipher.getFormat() == PayloadFormat.CRYPTOBOX;
		return open(cipher, old ? error : procedure, details, payload);
	}

	private Payload open(@Nullable PayloadCipher cipher, String uri, Dict details, Payload payload) {
		try {
			if (cipher != null && isEncrypted(details)) {
				return decrypt(cipher, uri, details, payload);
			}
			if (cipher != null && !cipher.isClearAccepted()) {
				throw new PayloadEncryptionException("it came in the clear", null);
			}
			if (isForUs(details)) {
				throw new PayloadEncryptionException("it is encrypted, and there is no PayloadCipher for it", null);
			}
			String serializer = serializer(details);
			return (serializer != null) ? this.mapper.unpack(serializer, binary(payload)).payload() : payload;
		}
		catch (RuntimeException ex) {
			throw failure("What came for " + Uris.quote(uri) + " is refused: ", ex);
		}
	}

	private Payload decrypt(PayloadCipher cipher, String uri, Dict details, Payload payload) {
		boolean old = cipher.getFormat() == PayloadFormat.CRYPTOBOX;
		Sealed sealed = old
				? new Sealed(details.getString(PayloadAttributes.OLD_ALGORITHM),
						details.getString(PayloadAttributes.OLD_KEY), binary(payload))
				: new Sealed(details.getString(PayloadAttributes.CIPHER), details.getString(PayloadAttributes.KEY_ID),
						binary(payload));
		String serializer = details.getString(old ? PayloadAttributes.OLD_SERIALIZER : PayloadAttributes.SERIALIZER);
		byte[] plaintext = cipher.decrypt(uri, sealed);
		PackedPayload packed = this.mapper
			.unpack((serializer != null) ? serializer : old ? CRYPTOBOX_SERIALIZER : SERIALIZER, plaintext);
		if (old && !uri.equals(packed.uri())) {
			throw new PayloadEncryptionException(
					"it was encrypted for " + ((packed.uri() != null) ? Uris.quote(packed.uri()) : "no URI"), null);
		}
		return packed.payload();
	}

	/** The one value that stands for the arguments. */
	private byte[] binary(Payload payload) {
		Object value;
		if (payload instanceof Payload.Encoded encoded && encoded.isTransparent()) {
			value = this.mapper.transparent(encoded);
		}
		else {
			List<?> arguments = this.mapper.arguments(payload);
			value = (arguments.size() == 1) ? arguments.get(0) : null;
		}
		if (value instanceof byte[] bytes) {
			return bytes;
		}
		throw new PayloadEncryptionException("it is not one binary value", null);
	}

	private static boolean isEncrypted(Dict details) {
		return !details.isEmpty() && (details.has(PayloadAttributes.OLD_ALGORITHM)
				|| (PayloadAttributes.isPassedThrough(details) && details.has(PayloadAttributes.CIPHER)));
	}

	/** Other schemes may have ciphers of their own, which applications know. */
	private static boolean isForUs(Dict details) {
		return !details.isEmpty()
				&& (details.has(PayloadAttributes.OLD_ALGORITHM) || (details.has(PayloadAttributes.CIPHER)
						&& SCHEME.equals(details.getString(PayloadAttributes.SCHEME))));
	}

	/** How arguments are packed that are not encrypted, if they are. */
	private static @Nullable String serializer(Dict attributes) {
		if (!PayloadAttributes.isPassedThrough(attributes) || attributes.has(PayloadAttributes.CIPHER)) {
			return null;
		}
		String serializer = attributes.getString(PayloadAttributes.SERIALIZER);
		return (serializer != null && SERIALIZERS.contains(serializer)) ? serializer : null;
	}

	private static PayloadEncryptionException failure(String what, RuntimeException cause) {
		String reason = (cause instanceof PayloadException) ? String.valueOf(cause.getMessage()) : cause.toString();
		return new PayloadEncryptionException(what + reason, (cause.getCause() != null) ? cause.getCause() : cause);
	}

	/**
	 * What is sent.
	 */
	public final class Outgoing {

		private final Dict options;

		private final Payload payload;

		Outgoing(Dict options, Payload payload) {
			this.options = options;
			this.payload = payload;
		}

		Outgoing(PayloadCipher cipher, Sealed sealed, Dict options) {
			boolean old = cipher.getFormat() == PayloadFormat.CRYPTOBOX;
			this.options = options.withAll(old
					? Dict.EMPTY.withPresent(PayloadAttributes.OLD_ALGORITHM, sealed.cipher())
						.with(PayloadAttributes.OLD_SERIALIZER, CRYPTOBOX_SERIALIZER)
						.withPresent(PayloadAttributes.OLD_KEY, sealed.keyId())
					: Dict.of(PayloadAttributes.SCHEME, SCHEME)
						.with(PayloadAttributes.SERIALIZER, SERIALIZER)
						.withPresent(PayloadAttributes.CIPHER, sealed.cipher())
						.withPresent(PayloadAttributes.KEY_ID, sealed.keyId()));
			this.payload = old ? PayloadCodec.this.mapper.transparent(sealed.bytes())
					: Payload.of((Object) sealed.bytes());
		}

		/**
		 * The options, with the attributes of the payload.
		 * @return options, or details of an error
		 */
		public Dict options() {
			return this.options;
		}

		/**
		 * The payload.
		 * @return one value
		 */
		public Payload payload() {
			return this.payload;
		}

	}

}
