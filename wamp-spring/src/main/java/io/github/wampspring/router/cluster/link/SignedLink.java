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

package io.github.wampspring.router.cluster.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A link whose frames tell their version and are signed, where the cluster has a secret.
 * Whoever may publish on the engine could otherwise speak as a node.
 * <p>
 * The envelope is a byte with the version (1), a byte that tells how the frame is signed
 * (0 for not at all, 1 for HMAC-SHA-256 and to all, 2 for HMAC-SHA-256 and to one node),
 * the 32 bytes of the signature, if there is one, and the frame. The signature is that of
 * version, kind, the length of the cluster's name in one byte, the name, in the same way
 * the ID of the node that it goes to, if it is one, and the frame. So a node takes
 * nothing that was sent to another one. It tells nothing of the order of frames: one that
 * is sent once more by somebody else is valid, and is told by its number.
 */
public final class SignedLink extends LinkDecorator {

	/** The version of envelope and frames that this library speaks. */
	public static final int VERSION = 1;

	/** How many characters a secret has at least. */
	public static final int MIN_SECRET = 16;

	private static final String REMEDY = ": set the same wamp.router.cluster.secret at all instances, or restrict at the engine"
			+ " who may publish";

	private static final int HEADER = 2;

	private static final byte UNSIGNED = 0;

	private static final byte TO_ALL = 1;

	private static final byte TO_ONE = 2;

	private final List<FrameSignature> signatures;

	private final int overhead;

	/** The cluster's name as it is signed; set before anything is sent or received. */
	private volatile byte[] context = {};

	/** The same, and this node. */
	private volatile byte[] own = {};

	/**
	 * Creates a link over another one, which it closes with itself.
	 * @param link the other one, which is not started
	 * @param secrets the secrets of the cluster: the first signs, and all are accepted,
	 * so that a secret can be replaced without a gap; none for frames without signatures
	 * @throws IllegalArgumentException if a secret has less than 16 characters
	 */
	public SignedLink(ClusterLink link, List<String> secrets) {
		super(link);
		for (String secret : secrets) {
			if (secret.length() < MIN_SECRET) {
				throw new IllegalArgumentException("The secret of a cluster has at least " + MIN_SECRET
						+ " characters, this one has " + secret.length());
			}
		}
		this.signatures = secrets.stream()
			.map((secret) -> new FrameSignature(secret.getBytes(StandardCharsets.UTF_8)))
			.toList();
		this.overhead = HEADER + (this.signatures.isEmpty() ? 0 : FrameSignature.LENGTH);
	}

	@Override
	public void start(String cluster, NodeId self, Listener listener) {
		checkStart(cluster);
		this.context = append(new byte[0], cluster);
		this.own = append(this.context, self.toString());
		link().start(cluster, self, new Verifying(listener));
	}

	private static byte[] append(byte[] context, String name) {
		byte[] appended = Arrays.copyOf(context, context.length + 1 + name.length());
		appended[context.length] = (byte) name.length();
		System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, appended, context.length + 1, name.length());
		return appended;
	}

	@Override
	public int maxFrame() {
		return link().maxFrame() - this.overhead;
	}

	@Override
	void wrap(@Nullable NodeId to, ByteBuffer frame, List<ByteBuffer> target) {
		byte[] envelope = new byte[this.overhead + frame.remaining()];
		envelope[0] = VERSION;
		envelope[1] = this.signatures.isEmpty() ? UNSIGNED : (to != null) ? TO_ONE : TO_ALL;
		frame.get(frame.position(), envelope, this.overhead, frame.remaining());
		if (!this.signatures.isEmpty()) {
			byte[] context = (to != null) ? append(this.context, to.toString()) : this.context;
			byte[] signature = sign(this.signatures.get(0), context, ByteBuffer.wrap(envelope));
			System.arraycopy(signature, 0, envelope, HEADER, signature.length);
		}
		target.add(ByteBuffer.wrap(envelope));
	}

	private static byte[] sign(FrameSignature signature, byte[] context, ByteBuffer envelope) {
		return signature.sign(envelope.duplicate().limit(envelope.position() + HEADER), context,
				envelope.duplicate().position(envelope.position() + HEADER + FrameSignature.LENGTH));
	}

	/**
	 * What is wrong with a frame that came.
	 * @return why it is refused, empty if it is not
	 */
	private String check(ByteBuffer envelope) {
		int begin = envelope.position();
		if (envelope.remaining() < HEADER) {
			return "A frame of " + envelope.remaining() + " bytes has no envelope";
		}
		int version = envelope.get(begin) & 0xff;
		if (version != VERSION) {
			return "A frame of version " + version + " was refused: this instance speaks version " + VERSION
					+ " of the cluster's protocol. Run instances whose versions of the library go together";
		}
		int kind = envelope.get(begin + 1);
		if (kind == UNSIGNED) {
			return this.signatures.isEmpty() ? ""
					: "A frame without a signature was refused, since this instance has a secret of the cluster"
							+ REMEDY;
		}
		if ((kind != TO_ALL && kind != TO_ONE) || envelope.remaining() < HEADER + FrameSignature.LENGTH) {
			return "A frame with an envelope that is not well-formed was refused";
		}
		if (this.signatures.isEmpty()) {
			return "A signed frame was refused, since this instance has no secret of the cluster" + REMEDY;
		}
		byte[] signature = new byte[FrameSignature.LENGTH];
		envelope.get(begin + HEADER, signature);
		for (FrameSignature candidate : this.signatures) {
			byte[] context = (kind == TO_ONE) ? this.own : this.context;
			if (FrameSignature.isEqual(sign(candidate, context, envelope), signature)) {
				return "";
			}
		}
		return "A frame that was signed with another secret of the cluster, or for another instance, was refused"
				+ REMEDY;
	}

	@Override
	public String toString() {
		return "SignedLink" + Arrays.asList(this.signatures.isEmpty() ? "unsigned" : "HMAC-SHA-256", link());
	}

	private final class Verifying extends Unwrapping {

		Verifying(Listener listener) {
			super(listener);
		}

		@Override
		public void received(ByteBuffer frame) {
			String refusal = check(frame);
			if (refusal.isEmpty()) {
				listener().received(frame.position(frame.position() + SignedLink.this.overhead).slice());
			}
			else {
				refused(refusal);
			}
		}

	}

}
