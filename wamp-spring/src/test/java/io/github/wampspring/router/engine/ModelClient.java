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
package io.github.wampspring.router.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.wampspring.ErrorUris;
import io.github.wampspring.MatchPolicy;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MessageType;
import io.github.wampspring.protocol.Payload;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Call;
import io.github.wampspring.protocol.WampMessage.Cancel;
import io.github.wampspring.protocol.WampMessage.Error;
import io.github.wampspring.protocol.WampMessage.Event;
import io.github.wampspring.protocol.WampMessage.Goodbye;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Interrupt;
import io.github.wampspring.protocol.WampMessage.Invocation;
import io.github.wampspring.protocol.WampMessage.Publish;
import io.github.wampspring.protocol.WampMessage.Published;
import io.github.wampspring.protocol.WampMessage.Register;
import io.github.wampspring.protocol.WampMessage.Registered;
import io.github.wampspring.protocol.WampMessage.Result;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.protocol.WampMessage.Subscribed;
import io.github.wampspring.protocol.WampMessage.Unregister;
import io.github.wampspring.protocol.WampMessage.Unregistered;
import io.github.wampspring.protocol.WampMessage.Unsubscribe;
import io.github.wampspring.protocol.WampMessage.Unsubscribed;
import io.github.wampspring.protocol.WampMessage.Welcome;
import io.github.wampspring.protocol.WampMessage.Yield;
import io.github.wampspring.transport.WampChannelHandler;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of a {@link ModelRealm}, which knows what it has been told, and checks each
 * message against that.
 */
final class ModelClient {

	private static final Dict FULL_ROLES = Dict.of("roles",
			Map.of("caller", Map.of("features", Map.of("progressive_call_invocations", true)), "publisher", Map.of(),
					"subscriber", Map.of("features", Map.of("subscription_revocation", true)), "callee",
					Map.of("features",
							Map.of("call_canceling", true, "progressive_call_results", true, "registration_revocation",
									true, "call_timeout", true, "call_reroute", true, "progressive_call_invocations",
									true))));

	private static final Dict BASIC_ROLES = Dict.of("roles",
			Map.of("caller", Map.of(), "publisher", Map.of(), "subscriber",
					Map.of("features", Map.of("subscription_revocation", true)), "callee",
					Map.of("features", Map.of("registration_revocation", true))));

	final String name;

	final ModelRealm.Instance home;

	final boolean trusted;

	/** Invocations that are not answered, in their order. */
	final Map<Long, OpenInvocation> invocations = new LinkedHashMap<>();

	/** What it has registered, as far as it was told, by ID. */
	final Map<Long, Route> registrations = new LinkedHashMap<>();

	/** What it has subscribed to, as far as it was told, by ID. */
	final Map<Long, Subscription> subscriptions = new LinkedHashMap<>();

	/** What came since it was asked last. */
	final List<WampMessage> news = new ArrayList<>();

	/** How often each event, and each testament, has come. */
	final Map<String, Integer> events = new HashMap<>();

	final Map<Long, OpenCall> calls = new HashMap<>();

	private final ModelRealm realm;

	private final boolean basic;

	private final Queue<WampMessage> arrived = new ArrayDeque<>();

	private final RecordingChannel channel;

	private final WampChannelHandler handler;

	private final Map<Long, Object> requests = new HashMap<>();

	private final Map<String, Integer> lastCalls = new HashMap<>();

	private final Map<String, Integer> lastEvents = new HashMap<>();

	private @Nullable Welcome welcome;

	private long lastRequest;

	private long lastInvocation;

	private int lastCall;

	private int lastEvent;

	private boolean leaving;

	ModelClient(ModelRealm realm, String name, ModelRealm.Instance home, boolean trusted, boolean basic) {
		this.realm = realm;
		this.name = name;
		this.home = home;
		this.trusted = trusted;
		this.basic = basic;
		this.channel = new RecordingChannel(trusted) {

			@Override
			void sent(WampMessage message) {
				ModelClient.this.arrived.add(message);
			}

		};
		this.handler = home.router().accept(this.channel);
		this.channel.setHandler(this.handler);
	}

	long id() {
		assertThat(this.welcome).as(this.name).isNotNull();
		return this.welcome.session();
	}

	/** The session has ended, or is about to. */
	boolean isGone() {
		return this.leaving || this.channel.closeReason() != null;
	}

	/** Its instance has died. */
	boolean die() {
		this.leaving = true;
		return true;
	}

	// what it does

	private void post(WampMessage message) {
		try {
			this.handler.onMessage(message);
		}
		catch (ProtocolViolation ex) {
			throw new AssertionError(this.name + " may send " + message, ex);
		}
	}

	void join() {
		post(new Hello(ModelRealm.NAME, this.basic ? BASIC_ROLES : FULL_ROLES));
	}

	void leave() {
		this.leaving = true;
		post(new Goodbye(Dict.EMPTY, "wamp.close.close_realm", Payload.NONE));
	}

	void disconnect() {
		this.leaving = true;
		this.channel.disconnect();
	}

	void register(Route route, Dict options) {
		this.requests.put(++this.lastRequest, route);
		post(new Register(this.lastRequest, options.with("match", route.match.value()), route.uri));
	}

	void unregister(long registration) {
		this.requests.put(++this.lastRequest, registration);
		post(new Unregister(this.lastRequest, registration, Dict.EMPTY));
	}

	void subscribe(Route route, boolean retained) {
		this.requests.put(++this.lastRequest, route);
		post(new Subscribe(this.lastRequest,
				Dict.of("match", route.match.value(), "get_retained", retained ? true : null), route.uri));
	}

	void unsubscribe(long subscription) {
		this.requests.put(++this.lastRequest, subscription);
		post(new Unsubscribe(this.lastRequest, subscription, Dict.EMPTY));
	}

	OpenCall call(String procedure, Dict options) {
		String token = this.name + "#" + ++this.lastCall;
		return call(token, procedure, options, Payload.of(token));
	}

	/** Calls a procedure of the router. */
	OpenCall ask(String procedure, Object... arguments) {
		return call(this.name + "#" + ++this.lastCall, procedure, Dict.EMPTY, Payload.of(arguments));
	}

	private OpenCall call(String token, String procedure, Dict options, Payload arguments) {
		long request = ++this.lastRequest;
		OpenCall call = new OpenCall(this, token, request, this.lastCall, procedure, options);
		this.calls.put(request, call);
		this.realm.calls.put(token, call);
		post(new Call(request, options, procedure, arguments));
		return call;
	}

	void cancel(OpenCall call, String mode) {
		post(new Cancel(call.request, Dict.of("mode", mode)));
	}

	/** Calls that have not ended. */
	List<OpenCall> openCalls() {
		return this.calls.values().stream().filter((call) -> !call.ended).toList();
	}

	void answer(OpenInvocation invocation, String how) {
		Payload token = Payload.of(invocation.token);
		switch (how) {
			case "progress" -> {
				post(new Yield(invocation.request, Dict.of("progress", true), token));
				return;
			}
			case "error" -> post(new Error(MessageType.INVOCATION, invocation.request, Dict.EMPTY,
					"com.example.error.failed", token));
			case "unavailable" -> {
				if (!this.basic) {
					invocation.call.chances++;
				}
				post(new Error(MessageType.INVOCATION, invocation.request, Dict.EMPTY, ErrorUris.UNAVAILABLE, token));
			}
			default -> post(new Yield(invocation.request, Dict.EMPTY, token));
		}
		this.invocations.remove(invocation.request);
	}

	/**
	 * Publishes an event.
	 * @return its token
	 */
	String publish(String topic, Dict options) {
		int number = ++this.lastEvent;
		this.requests.put(++this.lastRequest, topic);
		post(new Publish(this.lastRequest, options, topic, Payload.of("event", this.name, number, topic)));
		return this.name + "." + number;
	}

	OpenCall addTestament(String topic, Dict options, boolean detached) {
		return ask(topic, options, detached, ++this.lastEvent);
	}

	private OpenCall ask(String topic, Dict options, boolean detached, int number) {
		return call(this.name + "#" + ++this.lastCall, "wamp.session.add_testament", Dict.EMPTY,
				Payload.of(List.of(topic, List.of("testament", this.name, number, topic), Map.of()),
						Map.of("scope", detached ? "detached" : "destroyed", "publish_options", options.asMap())));
	}

	// what it is told

	/**
	 * Takes what was sent to it.
	 * @return whether there was anything
	 */
	boolean hear() {
		boolean any = false;
		for (WampMessage message = this.arrived.poll(); message != null; message = this.arrived.poll()) {
			any = true;
			WampMessage values = TestCluster.values(message);
			this.news.add(values);
			try {
				take(values);
			}
			catch (AssertionError ex) {
				throw new AssertionError(this.name + " at " + this.home + " was told " + values, ex);
			}
		}
		return any;
	}

	private void take(WampMessage message) {
		if (message instanceof Welcome welcome) {
			assertThat(this.welcome).isNull();
			this.welcome = welcome;
			this.realm.names.put(welcome.session(), "session of " + this.name);
			this.realm.names.put(welcome.details().getString("authid"), "authid of " + this.name);
		}
		else if (message instanceof Result result) {
			result(result);
		}
		else if (message instanceof Error error && error.requestType() == MessageType.CALL) {
			OpenCall call = open(error.request());
			call.ended = true;
			call.error = error.error();
			if (error.error().startsWith("com.example")) {
				assertThat(TestClient.arguments(error)).isEqualTo(List.of(call.token));
			}
		}
		else if (message instanceof Error error) {
			assertThat(this.requests.remove(error.request())).isNotNull();
		}
		else if (message instanceof Registered registered) {
			Route route = (Route) this.requests.remove(registered.request());
			assertThat(route).isNotNull();
			this.realm.names.put(registered.registration(), "registration " + route);
			assertThat(this.registrations.put(registered.registration(), route)).isNull();
		}
		else if (message instanceof Unregistered unregistered) {
			unregistered(unregistered);
		}
		else if (message instanceof Subscribed subscribed) {
			Route route = (Route) this.requests.remove(subscribed.request());
			assertThat(route).isNotNull();
			this.realm.names.put(subscribed.subscription(), "subscription " + route);
			this.subscriptions.computeIfAbsent(subscribed.subscription(), (id) -> new Subscription(route)).requests++;
		}
		else if (message instanceof Unsubscribed unsubscribed) {
			Long subscription = (unsubscribed.request() != 0) ? (Long) this.requests.remove(unsubscribed.request())
					: unsubscribed.details().getLong("subscription");
			assertThat(this.subscriptions.remove(subscription)).isNotNull();
		}
		else if (message instanceof Published published) {
			assertThat(this.requests.remove(published.request())).isNotNull();
		}
		else if (message instanceof Invocation invocation) {
			invoked(invocation);
		}
		else if (message instanceof Interrupt interrupt) {
			OpenInvocation invocation = this.invocations.get(interrupt.request());
			assertThat(invocation).as("an invocation that is not answered").isNotNull();
			if (!"kill".equals(interrupt.options().getString("mode"))) {
				this.invocations.remove(interrupt.request());
			}
		}
		else if (message instanceof Event event) {
			event(event);
		}
		else if (message instanceof Goodbye) {
			if (!this.leaving) {
				this.leaving = true;
				post(new Goodbye(Dict.EMPTY, "wamp.close.goodbye_and_out", Payload.NONE));
			}
		}
		else {
			throw new AssertionError("Nobody expects " + message);
		}
	}

	private OpenCall open(long request) {
		OpenCall call = this.calls.get(request);
		assertThat(call).isNotNull();
		assertThat(call.ended).as("a second end of " + call).isFalse();
		return call;
	}

	private void result(Result result) {
		OpenCall call = open(result.request());
		boolean progress = result.details().isTrue("progress");
		if (progress) {
			assertThat(call.options.isTrue("receive_progress")).isTrue();
		}
		if (!call.procedure.startsWith("wamp.")) {
			assertThat(TestClient.arguments(result)).isEqualTo(List.of(call.token));
		}
		call.result = TestCluster.values(result.payload());
		call.ended = !progress;
	}

	private void unregistered(Unregistered unregistered) {
		if (unregistered.request() != 0) {
			Long registration = (Long) this.requests.remove(unregistered.request());
			assertThat(this.registrations.remove(registration)).isNotNull();
		}
		else {
			assertThat(this.registrations.remove(unregistered.details().getLong("registration"))).isNotNull();
		}
	}

	private void invoked(Invocation invocation) {
		Route route = this.registrations.get(invocation.registration());
		assertThat(invocation.request()).isEqualTo(++this.lastInvocation);
		OpenCall call = this.realm.calls.get(TestClient.arguments(invocation).get(0));
		assertThat(call).isNotNull();
		assertThat(++call.invoked).as("how often it was invoked").isLessThanOrEqualTo(call.chances);
		String procedure = (route != null && route.match != MatchPolicy.EXACT)
				? invocation.details().getString("procedure") : call.procedure;
		assertThat(procedure).isEqualTo(call.procedure);
		if (route != null) {
			assertThat(route.matches(call.procedure)).as(route + " for " + call.procedure).isTrue();
		}
		if (call.isOrdered() && call.chances == 1) {
			Integer last = this.lastCalls.put(call.caller.name, call.number);
			assertThat(call.number).as("calls of " + call.caller.name).isGreaterThan((last != null) ? last : 0);
		}
		this.invocations.put(invocation.request(), new OpenInvocation(invocation.request(), call,
				invocation.details().isTrue("receive_progress"), call.token));
	}

	private void event(Event event) {
		Subscription subscription = this.subscriptions.get(event.subscription());
		assertThat(subscription).as("its subscription").isNotNull();
		String topic = event.details().getString("topic");
		int count = subscription.events.merge(event.publication(), 1, Integer::sum);
		boolean retained = event.details().isTrue("retained");
		assertThat(count).as("how often it came").isLessThanOrEqualTo(retained ? subscription.requests : 1);
		List<?> arguments = TestClient.arguments(event);
		if (subscription.route.uri.startsWith("wamp")) {
			if (topic != null) {
				subscription.tell(topic, arguments);
			}
			return;
		}
		String publisher = (String) arguments.get(1);
		int number = ((Number) arguments.get(2)).intValue();
		String published = (String) arguments.get(3);
		assertThat(subscription.route.matches(published)).as(subscription.route + " for " + published).isTrue();
		assertThat((topic != null) ? topic : published).isEqualTo(published);
		this.events.merge(subscription.route + " " + publisher + "." + number, 1, Integer::sum);
		if (!retained && arguments.get(0).equals("event")) {
			Integer before = this.lastEvents.put(publisher, number);
			assertThat(number).as("events of " + publisher).isGreaterThanOrEqualTo((before != null) ? before : 0);
			Integer same = subscription.last.put(publisher, number);
			assertThat(number).as("events of " + publisher).isGreaterThan((same != null) ? same : 0);
		}
	}

	/** What came since it was asked last, as it is the same in each realm like this. */
	List<String> takeNews() {
		List<String> all = this.news.stream().map(this::describe).sorted().toList();
		this.news.clear();
		return all;
	}

	private String describe(WampMessage message) {
		if (message instanceof Welcome) {
			return "WELCOME";
		}
		if (message instanceof Result result) {
			OpenCall call = this.calls.get(result.request());
			boolean sorted = call != null && !call.procedure.equals("wamp.registration.list_callees");
			return "RESULT " + result.request() + " " + common(result.details().asMap(), false)
					+ common(TestClient.arguments(result), sorted);
		}
		if (message instanceof Error error) {
			return "ERROR " + error.requestType() + " " + error.request() + " " + error.error() + " "
					+ (error.error().startsWith("com.example") ? common(TestClient.arguments(error), false) : "");
		}
		if (message instanceof Registered registered) {
			return "REGISTERED " + registered.request() + " " + common(registered.registration(), false);
		}
		if (message instanceof Unregistered unregistered) {
			return "UNREGISTERED " + unregistered.request() + " " + common(unregistered.details().asMap(), false);
		}
		if (message instanceof Subscribed subscribed) {
			return "SUBSCRIBED " + subscribed.request() + " " + common(subscribed.subscription(), false);
		}
		if (message instanceof Unsubscribed unsubscribed) {
			return "UNSUBSCRIBED " + unsubscribed.request() + " " + common(unsubscribed.details().asMap(), false);
		}
		if (message instanceof Published published) {
			return "PUBLISHED " + published.request();
		}
		if (message instanceof Invocation invocation) {
			return "INVOCATION " + invocation.request() + " " + common(invocation.registration(), false)
					+ common(invocation.details().asMap(), false) + common(TestClient.arguments(invocation), false);
		}
		if (message instanceof Event event) {
			return "EVENT " + common(event.subscription(), false) + common(event.details().asMap(), false)
					+ common(TestClient.arguments(event), false);
		}
		if (message instanceof Interrupt interrupt) {
			return "INTERRUPT " + interrupt.request() + " " + common(interrupt.options().asMap(), false);
		}
		return (message instanceof Goodbye goodbye) ? "GOODBYE " + goodbye.reason() : message.toString();
	}

	/** What is drawn or a time has a name instead. */
	private String common(@Nullable Object value, boolean sorted) {
		if (value instanceof Number number) {
			return this.realm.names.getOrDefault(number.longValue(), number.toString());
		}
		if (value instanceof List<?> list) {
			List<String> items = new ArrayList<>(list.stream().map((item) -> common(item, sorted)).toList());
			if (sorted) {
				items.sort(null);
			}
			return items.toString();
		}
		if (value instanceof Map<?, ?> map) {
			Map<String, String> entries = new TreeMap<>();
			map.forEach((key, item) -> {
				if (!key.equals("created") && !key.equals("joined")) {
					entries.put(String.valueOf(key), common(item, sorted));
				}
			});
			return entries.toString();
		}
		return this.realm.names.getOrDefault(value, String.valueOf(value));
	}

	@Override
	public String toString() {
		return this.name;
	}

	/** A URI and how it is matched. */
	record Route(MatchPolicy match, String uri) {

		static Route of(MatchPolicy match, String uri) {
			return new Route(match, uri);
		}

		boolean matches(String concrete) {
			return switch (this.match) {
				case EXACT -> this.uri.equals(concrete);
				case PREFIX -> concrete.startsWith(this.uri);
				case WILDCARD -> concrete.matches(List.of(this.uri.split("\\.", -1))
					.stream()
					.map((part) -> part.isEmpty() ? "[^.]+" : part)
					.collect(Collectors.joining("\\.")));
			};
		}

		@Override
		public String toString() {
			return this.match.value() + " " + this.uri;
		}

	}

	/** A subscription, and what came of it. */
	static final class Subscription {

		final Route route;

		private final Map<Long, Integer> events = new HashMap<>();

		private final Map<String, Integer> last = new HashMap<>();

		/** What is there by the events of the meta API. */
		private final Map<List<Object>, Boolean> known = new HashMap<>();

		private int requests;

		Subscription(Route route) {
			this.route = route;
		}

		/** Whatever comes, goes before it comes again. */
		void tell(String topic, List<?> arguments) {
			boolean comes = topic.endsWith("_join") || topic.endsWith("_create") || topic.endsWith("_register")
					|| topic.endsWith("_subscribe");
			Object first = (arguments.get(0) instanceof Map<?, ?> map) ? map.get("session") : arguments.get(0);
			Object second = (arguments.size() == 2 && arguments.get(1) instanceof Map<?, ?> map) ? map.get("id")
					: (arguments.size() == 2) ? arguments.get(1) : "";
			boolean whole = topic.endsWith("_create") || topic.endsWith("_delete");
			String kind = topic.substring(0, topic.lastIndexOf('.'));
			List<Object> key = List.of(whole ? kind : kind + " member", whole ? 0L : ((Number) first).longValue(),
					second.toString());
			Boolean before = this.known.put(key, comes);
			assertThat(before).as(topic + " of " + arguments).isNotEqualTo(comes);
		}

	}

	/** A call, and how often it may reach a callee. */
	static final class OpenCall {

		final ModelClient caller;

		final String token;

		final long request;

		final int number;

		final String procedure;

		final Dict options;

		boolean ended;

		@Nullable String error;

		@Nullable Payload result;

		private int invoked;

		private int chances = 1;

		OpenCall(ModelClient caller, String token, long request, int number, String procedure, Dict options) {
			this.caller = caller;
			this.token = token;
			this.request = request;
			this.number = number;
			this.procedure = procedure;
			this.options = options;
		}

		/** One that cannot wait, nor be given to another callee. */
		boolean isOrdered() {
			return this.procedure.contains("single");
		}

		@Nullable Object value() {
			assertThat(this.ended).as("an end of " + this).isTrue();
			assertThat(this.error).as(this.toString()).isNull();
			List<?> arguments = (this.result instanceof Payload.Values values) ? values.arguments() : List.of();
			return arguments.isEmpty() ? null : arguments.get(0);
		}

		@Override
		public String toString() {
			return "call " + this.token + " of " + this.procedure + " " + this.options;
		}

	}

	/** An invocation that is not answered. */
	static final class OpenInvocation {

		final long request;

		final OpenCall call;

		final boolean progress;

		private final String token;

		OpenInvocation(long request, OpenCall call, boolean progress, String token) {
			this.request = request;
			this.call = call;
			this.progress = progress;
			this.token = token;
		}

	}

}
