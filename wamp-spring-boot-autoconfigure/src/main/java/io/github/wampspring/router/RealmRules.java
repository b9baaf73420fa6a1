package io.github.wampspring.router;

import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.MatchPolicy;
import io.github.wampspring.protocol.Uris;

/**
 * What is allowed in a realm.
 *
 * @param authorization what sessions may do
 * @param disclosure whether callers and publishers are disclosed
 * @param strictUris whether URIs must follow the strict rules
 */
record RealmRules(Authorization authorization, Disclosure disclosure, boolean strictUris) {

	Access authorize(RouterSession session, WampAction action, String uri, Dict options) {
		return this.authorization.decide(session.info(), action, uri, options);
	}

	boolean isValid(String uri, MatchPolicy match) {
		return Uris.isValid(uri, match, this.strictUris);
	}

	/**
	 * Whether a caller or publisher asks for what the realm forbids.
	 */
	boolean refusesDisclosure(Dict options) {
		return this.disclosure == Disclosure.NEVER && !options.isEmpty() && options.isTrue("disclose_me");
	}

	/**
	 * Whether a caller or publisher is disclosed by the realm or its own wish.
	 */
	boolean discloses(Dict options) {
		return this.disclosure == Disclosure.ALWAYS || (!options.isEmpty() && options.isTrue("disclose_me"));
	}

}
