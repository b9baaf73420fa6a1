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

package io.github.wampspring.security;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.auth.AuthenticationRequest;
import io.github.wampspring.auth.AuthenticationStep;
import io.github.wampspring.auth.AuthenticationStep.Accepted;
import io.github.wampspring.auth.AuthenticationStep.Challenged;
import io.github.wampspring.auth.AuthenticationStep.Refused;
import io.github.wampspring.auth.WampAuthenticationProvider;
import io.github.wampspring.protocol.Dict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.util.Assert;

/**
 * The router's half of the method {@code ticket}, by an {@link AuthenticationManager}. It
 * may block: it is asked by threads of its own, so that hashing a password, or a server
 * that hangs, holds up nobody who joins in another way. When all of them are busy and as
 * many clients wait as may, further ones are refused with {@code wamp.error.unavailable}.
 * See the section "Ticket-based Authentication" of the specification.
 */
public final class SecurityTicketProvider implements WampAuthenticationProvider, AutoCloseable {

	private static final Log logger = LogFactory.getLog(SecurityTicketProvider.class);

	private static final String METHOD = "ticket";

	private static final long IDLE_SECONDS = 5;

	private final TicketKind kind;

	private final AuthenticationManager manager;

	private final SecurityIdentities identities;

	private final ThreadPoolExecutor executor;

	/**
	 * Creates a provider.
	 * @param kind what a ticket is
	 * @param manager authenticates it
	 * @param roles chooses the authrole
	 * @param threads how many threads ask the manager, at least one
	 * @param queueCapacity how many clients may wait for these, at least one
	 */
	public SecurityTicketProvider(TicketKind kind, AuthenticationManager manager, AuthroleMapper roles, int threads,
			int queueCapacity) {
		Assert.isTrue(threads > 0 && queueCapacity > 0, "There must be a thread and a queue");
		this.kind = kind;
		this.manager = manager;
		this.identities = new SecurityIdentities(METHOD, roles);
		AtomicInteger number = new AtomicInteger();
		this.executor = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(queueCapacity), (task) -> {
					Thread thread = new Thread(task, "wamp-security-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public String getMethod() {
		return METHOD;
	}

	/** What HELLO says of the owner of a token is not looked at. */
	@Override
	public boolean isGuessable() {
		return this.kind == TicketKind.PASSWORD;
	}

	@Override
	public boolean canAuthenticate(AuthenticationRequest request) {
		return this.kind == TicketKind.TOKEN || (request.authId() != null && !request.authId().isEmpty());
	}

	@Override
	public CompletionStage<AuthenticationStep> authenticate(AuthenticationRequest request) {
		String authId = (request.authId() != null) ? request.authId() : "";
		return CompletableFuture
			.completedStage(new Challenged(Dict.EMPTY, (answer) -> answered(authId, answer.signature())));
	}

	private CompletionStage<AuthenticationStep> answered(String authId, String ticket) {
		if (ticket.isEmpty()) {
			return CompletableFuture.completedStage(denied());
		}
		try {
			return CompletableFuture.supplyAsync(() -> check(authId, ticket), this.executor);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedStage(
					new Refused(ErrorUris.UNAVAILABLE, "Too many clients are being authenticated, try again later"));
		}
	}

	private AuthenticationStep check(String authId, String ticket) {
		try {
			Authentication authentication = this.manager.authenticate(this.kind.toAuthentication(authId, ticket));
			return this.identities.isSomebody(authentication) ? new Accepted(this.identities.of(authentication))
					: denied();
		}
		catch (AuthenticationServiceException ex) {
			// it could not be found out; the router tells so, and logs why
			throw ex;
		}
		catch (AuthenticationException ex) {
			logger.debug("A ticket was refused", ex);
			return denied();
		}
	}

	/** The same words whatever is wrong. */
	private static AuthenticationStep denied() {
		return new Refused(ErrorUris.AUTHENTICATION_DENIED, "The authid or its proof is not valid");
	}

	/**
	 * Ends the threads.
	 */
	@Override
	public void close() {
		this.executor.shutdownNow();
	}

}
