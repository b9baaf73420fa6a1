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

import io.github.wampspring.PayloadEncryptionException;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts the arguments of calls, results, errors and events from end to
 * end: routers hand on what they cannot read. The specification leaves open how ("Payload
 * End-to-End Encryption" says nothing yet), so all end points have to agree. Built by
 * {@link PayloadCiphers}, or implemented by the application. A bean of this type is used
 * by the connection that its qualifier names, or by the connection {@code default}.
 * <p>
 * For each URI the first cipher that matches counts. Called by any thread, also by those
 * that receive, so that it must not wait for anything; keys have to be at hand.
 */
public interface PayloadCipher {

	/**
	 * Whether the payloads of a URI are encrypted. Those of URIs that begin with
	 * {@code wamp.} never are.
	 * @param uri the procedure or topic
	 * @return {@code true} if this cipher is for it
	 */
	boolean matches(String uri);

	/**
	 * How the encrypted arguments are put into messages.
	 * @return {@link PayloadFormat#PASSTHRU} by default
	 */
	default PayloadFormat getFormat() {
		return PayloadFormat.PASSTHRU;
	}

	/**
	 * Whether payloads that come in the clear are taken all the same, such as while
	 * encryption is being introduced. A call that came in the clear is then answered in
	 * the clear. Nothing else is ever sent in the clear.
	 * @return {@code false} by default: they are refused
	 */
	default boolean isClearAccepted() {
		return false;
	}

	/**
	 * Encrypts.
	 * @param uri the procedure or topic
	 * @param plaintext the serialized arguments
	 * @return what is sent
	 * @throws PayloadEncryptionException if that cannot be done
	 */
	Sealed encrypt(String uri, byte[] plaintext);

	/**
	 * Decrypts.
	 * @param uri the procedure or topic
	 * @param sealed what came, from whomever
	 * @return the serialized arguments
	 * @throws PayloadEncryptionException if the key is not known, or does not fit
	 */
	byte[] decrypt(String uri, Sealed sealed);

	/**
	 * What travels.
	 *
	 * @param cipher the algorithm: {@code ppt_cipher} or {@code enc_algo}
	 * @param keyId which key it is encrypted with: {@code ppt_keyid} or {@code enc_key};
	 * {@code null} if that is not told
	 * @param bytes the encrypted bytes, with all that is needed to decrypt them but the
	 * key; not to be changed
	 */
	record Sealed(@Nullable String cipher, @Nullable String keyId, byte[] bytes) {
	}

}
