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

package io.github.wampspring.router;

import java.util.List;
import java.util.Set;

import io.github.wampspring.transport.ChannelAcceptor;
import org.jspecify.annotations.Nullable;

/**
 * A WAMP router: broker and dealer for any number of realms. Takes channels of whatever
 * transport.
 */
public interface WampRouter extends ChannelAcceptor, AutoCloseable {

	/**
	 * Whether anybody can join over the network: whether any realm lets anonymous
	 * sessions in or has an authentication method.
	 * @return {@code false} if only sessions of the same JVM can join
	 */
	boolean isJoinable();

	/**
	 * Says who can join the realms over the network, for the log.
	 * @return such as {@code realm1 (anonymous, ticket, wampcra)}
	 */
	String describe();

	/**
	 * What the router was made with.
	 * @return the settings
	 */
	RouterSettings settings();

	/**
	 * The realms.
	 * @return their names
	 */
	Set<String> realms();

	/**
	 * The sessions of a realm.
	 * @param realm the realm's name
	 * @return the sessions; none if there is no such realm
	 */
	List<SessionInfo> sessions(String realm);

	/**
	 * A session.
	 * @param realm the realm's name
	 * @param session the session's ID
	 * @return the session; {@code null} if there is none
	 */
	@Nullable SessionInfo session(String realm, long session);

	/**
	 * Ends a session with GOODBYE, as {@code wamp.session.kill} does. Does not block.
	 * @param realm the realm's name
	 * @param session the session's ID
	 * @param reason the reason, a URI
	 * @param message a sentence for the client, or {@code null}
	 * @return {@code false} if there is no such session, or it is being closed already
	 */
	boolean kill(String realm, long session, String reason, @Nullable String message);

	/**
	 * The registrations of a realm.
	 * @param realm the realm's name
	 * @return the registrations; none if there is no such realm
	 */
	List<RegistrationInfo> registrations(String realm);

	/**
	 * The subscriptions of a realm.
	 * @param realm the realm's name
	 * @return the subscriptions; none if there is no such realm
	 */
	List<SubscriptionInfo> subscriptions(String realm);

	/**
	 * How much a realm holds.
	 * @param realm the realm's name
	 * @return figures of this moment; all are zero if there is no such realm
	 */
	RealmStatistics statistics(String realm);

	/**
	 * What the router had to refuse or end.
	 * @return figures of this moment
	 */
	default RouterStatistics statistics() {
		return new RouterStatistics(0, 0, 0);
	}

	/**
	 * Where this router stands in its cluster.
	 * @return the status of this moment; {@code null} if it is in none
	 */
	default @Nullable ClusterStatus cluster() {
		return null;
	}

	/**
	 * Accepts channels again after a {@link #close()}. A new router does so from the
	 * beginning.
	 */
	void start();

	/**
	 * Whether channels are accepted.
	 * @return {@code false} after {@link #close()}
	 */
	boolean isRunning();

	/**
	 * Refuses new channels from now on, says GOODBYE to all sessions, waits for their
	 * answers up to the shutdown timeout, then closes all channels. What was retained
	 * stays. The router can be started again. Must not be called by a thread that
	 * receives messages.
	 */
	@Override
	void close();

}
