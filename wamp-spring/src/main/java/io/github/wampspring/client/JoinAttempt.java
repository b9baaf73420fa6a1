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

package io.github.wampspring.client;

import java.net.URI;
import java.util.concurrent.Future;

import io.github.wampspring.WampException;
import io.github.wampspring.protocol.WampMessage.Challenge;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.transport.ChannelClose;
import io.github.wampspring.transport.SafeUrl;
import io.github.wampspring.transport.WampChannel;
import io.github.wampspring.transport.WampChannelHandler;
import io.github.wampspring.transport.resume.ResumableChannel;
import io.github.wampspring.transport.resume.ResumeRequest;
import io.github.wampspring.transport.resume.ResumeThreads;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a session, and the session that came of it. Brings what the receiving
 * thread sees to the connection's thread, to which the other fields belong.
 */
final class JoinAttempt implements SessionObserver {

	private final URI url;

	private final String address;

	private final ConnectionLoop loop;

	private final ConnectionSettings settings;

	private final ConnectionThreads threads;

	private volatile @Nullable SessionResumer resumer;

	private final JoinMessages messages = new JoinMessages();

	private volatile @Nullable ClientSession session;

	private volatile boolean joined;

	/** When the session was joined, by {@link System#nanoTime()}. */
	long joinedAt;

	/** Why there is no session, where we found that out. */
	@Nullable WampException failure;

	private volatile @Nullable Object busy;

	private volatile @Nullable Future<?> work;

	private @Nullable SessionEnd end;

	private boolean disconnected;

	JoinAttempt(URI url, ConnectionLoop loop, ConnectionSettings settings, ConnectionThreads threads) {
		this.url = url;
		this.threads = threads;
		this.address = SafeUrl.of(url);
		this.loop = loop;
		this.settings = settings;
	}

	String address() {
		return this.address;
	}

	JoinMessages messages() {
		return this.messages;
	}

	WampChannelHandler open(WampChannel channel) {
		return (channel.info().local() || this.settings.resumeWithin().isZero()) ? session(channel) : ResumableChannel
			.over(channel, new ResumeThreads(this.threads::complete, this.threads::later), this::resumable);
	}

	private ClientSession resumable(ResumableChannel channel) {
		this.resumer = new SessionResumer(this.url, this, this.loop, this.settings, channel);
		return session(channel);
	}

	private ClientSession session(WampChannel channel) {
		ClientSession session = new ClientSession(channel, this.settings.sessionSettings(this.threads), this);
		this.session = session;
		return session;
	}

	/**
	 * Tells the router that the session could be resumed, if it could.
	 * @param hello what is said to it
	 * @return that, and more
	 */
	Hello hello(Hello hello) {
		return (this.resumer != null)
				? new Hello(hello.realm(), ResumeRequest.able(this.settings.resumeWithin()).withAll(hello.details()))
				: hello;
	}

	@Override
	public void onAccepted(Welcome welcome) {
		SessionResumer resumer = this.resumer;
		if (resumer != null) {
			resumer.welcomed(welcome);
		}
	}

	/**
	 * Code of the application is about to run for this attempt.
	 * @param busy the customizer or authenticator
	 */
	void busy(Object busy) {
		this.busy = busy;
	}

	/**
	 * What of the application has not ended.
	 * @return the customizer or authenticator, or {@code null}
	 */
	@Nullable Object busy() {
		Future<?> work = this.work;
		return (work != null && !work.isDone()) ? this.busy : null;
	}

	void work(Future<?> work) {
		this.work = work;
	}

	private void stopWork() {
		Future<?> work = this.work;
		if (work != null) {
			work.cancel(true);
		}
	}

	@Nullable ClientSession session() {
		return this.session;
	}

	/**
	 * Whether the session has joined, and its registrations have been answered.
	 * @return {@code true} while the application can use it
	 */
	boolean isJoined() {
		ClientSession session = this.session;
		return this.joined && session != null && session.isOpen();
	}

	void joined() {
		this.joinedAt = System.nanoTime();
		this.joined = true;
	}

	boolean wasJoined() {
		return this.joined;
	}

	@Override
	public boolean isProved(Welcome welcome) {
		return this.messages.isProved(welcome);
	}

	@Override
	public void onChallenge(Challenge challenge) {
		this.loop.execute(() -> this.loop.challenged(this, challenge));
	}

	@Override
	public void onWelcome() {
		this.loop.execute(() -> this.loop.welcomed(this));
	}

	@Override
	public void onEnd(SessionEnd end, boolean joined) {
		this.loop.execute(() -> {
			this.end = end;
			this.loop.ended(this, end);
		});
	}

	@Override
	public void onClose(ChannelClose close) {
		this.loop.execute(() -> disconnect(close));
	}

	/** Takes no notice of what still happens to this attempt. */
	void discard() {
		stopWork();
		this.disconnected = true;
		ClientSession session = this.session;
		if (session != null) {
			session.close(ChannelClose.normal("the attempt has failed"));
		}
	}

	boolean isOver() {
		ClientSession session = this.session;
		return this.disconnected || session == null || session.end() != null;
	}

	/**
	 * The channel is closed, or should be by now.
	 * @param close why
	 */
	void disconnect(ChannelClose close) {
		if (this.disconnected) {
			return;
		}
		this.disconnected = true;
		stopWork();
		SessionEnd end = this.end;
		this.loop.disconnected(this, (end != null) ? end : SessionEnd.lost(close), close);
	}

}
