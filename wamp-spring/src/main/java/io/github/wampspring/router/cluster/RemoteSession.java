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

package io.github.wampspring.router.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.github.wampspring.CancelMode;
import io.github.wampspring.ErrorUris;
import io.github.wampspring.PayloadException;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.Feature;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.router.SessionInfo;
import io.github.wampspring.router.cluster.Frame.Entry;
import io.github.wampspring.router.cluster.link.Sent;
import io.github.wampspring.router.routing.Assignment;
import io.github.wampspring.router.routing.Callee;
import io.github.wampspring.router.routing.CalleePort;
import org.jspecify.annotations.Nullable;

/**
 * A session of another instance, where invocations go by way of that instance.
 */
final class RemoteSession implements CalleePort {

	private final String realm;

	private final Cluster cluster;

	private final RemoteNode node;

	private volatile Entry.Session entry;

	private volatile SessionInfo info;

	/** How somebody here has had it killed. */
	private final AtomicReference<Frame.@Nullable Kill> killed = new AtomicReference<>();

	private volatile CompletableFuture<?> room = CompletableFuture.completedFuture(null);

	RemoteSession(String realm, Cluster cluster, RemoteNode node, Entry.Session entry) {
		this.realm = realm;
		this.cluster = cluster;
		this.node = node;
		this.entry = entry;
		this.info = Entries.info(realm, entry);
	}

	void update(Entry.Session entry) {
		this.entry = entry;
		this.info = Entries.info(this.realm, entry);
	}

	/**
	 * It is about to end, and no longer there for those who look, unless its instance
	 * cannot be told.
	 * @return {@code false} if it was so before, or is not
	 */
	boolean kill(Frame.Kill how) {
		return this.killed.compareAndSet(null, how) && tellKilled(how);
	}

	private boolean tellKilled(Frame.Kill how) {
		boolean told = this.cluster.send(this.node.id(), how) == Sent.QUEUED;
		if (!told) {
			this.killed.set(null);
		}
		return told;
	}

	/** Its instance may not have heard. */
	void killAgain() {
		Frame.Kill how = this.killed.get();
		if (how != null) {
			tellKilled(how);
		}
	}

	boolean isKilled() {
		return this.killed.get() != null;
	}

	RemoteNode node() {
		return this.node;
	}

	@Override
	public SessionInfo info() {
		return this.info;
	}

	@Override
	public boolean isRemote() {
		return true;
	}

	@Override
	public boolean supports(Feature feature) {
		return this.entry.features().contains(feature);
	}

	/**
	 * Whether there is room for invocations.
	 */
	void setRoom(boolean free) {
		CompletableFuture<?> room = this.room;
		if (!free && room.isDone()) {
			this.room = new CompletableFuture<>();
		}
		else if (free) {
			room.complete(null);
		}
	}

	@Override
	public boolean hasRoom() {
		return this.room.isDone() && !this.node.isFull() && !this.node.isGone();
	}

	@Override
	public boolean comesLast() {
		return this.cluster.prefersLocal();
	}

	@Override
	public boolean mayRefuse() {
		return true;
	}

	@Override
	public CompletionStage<?> room() {
		return this.node.isFull() ? this.cluster.later() : this.room;
	}

	@Override
	public boolean invoke(Assignment assignment, Dict details, Payload payload) {
		Payload prepared = this.cluster.prepare(payload);
		long id = this.node.nextCall();
		assignment.setInvocation(id);
		this.node.outgoing().put(id, assignment);
		Callee callee = assignment.callee();
		boolean offered = assignment.takeOffer();
		boolean waits = offered && callee.registration().isAwaited();
		boolean sent = false;
		try {
			// a cancellation that sees the assignment must come after the invocation
			synchronized (assignment) {
				sent = callee.isActive() && !this.node.isGone() && assignment.call().assign(assignment)
						&& send(invoke(assignment, offered, waits, details, prepared));
			}
		}
		finally {
			if (!sent) {
				assignment.call().unassign();
				this.node.outgoing().remove(id, assignment);
				if (offered) {
					callee.giveBack();
				}
			}
		}
		if (sent && offered && !waits) {
			callee.open();
		}
		if (sent && this.node.isGone() && this.node.outgoing().remove(id, assignment)) {
			// the instance has left meanwhile, and nobody has seen this call
			assignment.release();
			assignment.call().error(ErrorUris.CANCELED, "The callee is gone");
		}
		return sent;
	}

	private Frame.Invoke invoke(Assignment assignment, boolean offered, boolean waits, Dict details, Payload payload) {
		return new Frame.Invoke(this.realm, assignment.invocation(), assignment.callee().registration().id(),
				this.info.id(), assignment.call().wantsProgress(), assignment.call().caller().passesPayloads(),
				assignment.call().caller().isTrusted(), offered, waits, details, payload);
	}

	@Override
	public void giveBack(Callee callee) {
		this.cluster.sendOrInterrupt(this.node.id(),
				new Frame.Place(this.realm, callee.registration().id(), this.info.id(), Frame.Place.What.GIVEN_BACK));
	}

	private boolean send(Frame frame) {
		Sent sent = this.cluster.send(this.node.id(), frame);
		if (sent == Sent.TOO_LARGE) {
			throw new PayloadException("The arguments are too large to go to another instance of the router"
					+ " (property wamp.router.max-message-size)", null);
		}
		if (sent != Sent.QUEUED) {
			this.node.setFull();
			this.cluster.refusedCall();
		}
		return sent == Sent.QUEUED;
	}

	@Override
	public boolean proceed(Assignment assignment, Dict details, Payload payload) {
		Payload prepared = this.cluster.prepare(payload);
		if (this.node.outgoing().get(assignment.invocation()) != assignment) {
			return false;
		}
		if (!send(new Frame.Proceed(this.realm, assignment.invocation(), details, prepared))) {
			assignment.call()
				.cancel(CancelMode.KILLNOWAIT, ErrorUris.UNAVAILABLE,
						"The arguments did not go to the instance of the callee: " + this.cluster.obstacle());
			return false;
		}
		return true;
	}

	@Override
	public boolean forget(Assignment assignment) {
		return cancel(assignment, true, CancelMode.SKIP, ErrorUris.CANCELED);
	}

	@Override
	public boolean interrupt(Assignment assignment, Dict options, boolean forget) {
		String reason = options.getString("reason");
		return cancel(assignment, forget, CancelMode.of(options.getString("mode")),
				(reason != null) ? reason : ErrorUris.CANCELED);
	}

	private boolean cancel(Assignment assignment, boolean forget, CancelMode mode, String reason) {
		long id = assignment.invocation();
		boolean there;
		synchronized (assignment) {
			there = forget ? this.node.outgoing().remove(id, assignment) : this.node.outgoing().get(id) == assignment;
			if (there) {
				this.cluster.sendOrInterrupt(this.node.id(), new Frame.Cancel(this.realm, id, mode, reason));
			}
		}
		return there;
	}

	@Override
	public boolean revoke(Callee callee, @Nullable String reason) {
		Frame.Revoke frame = new Frame.Revoke(this.realm, true, callee.registration().id(), this.info.id(), reason);
		if (this.cluster.send(this.node.id(), frame) != Sent.QUEUED || !callee.deactivate()) {
			return false;
		}
		this.node.revoked().put(new Entry.Key(Entry.Kind.CALLEE, frame.id(), frame.session()), frame);
		return true;
	}

}
