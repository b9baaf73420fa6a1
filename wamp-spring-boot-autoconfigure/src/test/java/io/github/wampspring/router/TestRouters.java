package io.github.wampspring.router;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Routers for tests.
 */
final class TestRouters {

	private TestRouters() {
	}

	/** A router with realm1, open for anonymous sessions. */
	static WampRouter open() {
		return open((realm) -> {
		});
	}

	static WampRouter open(Consumer<RealmSettings.Builder> customizer) {
		return open(customizer, (router) -> {
		});
	}

	static WampRouter open(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> router) {
		return closed((builder) -> realm.accept(builder.anonymous("anonymous")), router);
	}

	/** A router with realm1, closed for everybody. */
	static WampRouter closed(Consumer<RealmSettings.Builder> realm, Consumer<RouterSettings.Builder> router) {
		RealmSettings.Builder realmSettings = RealmSettings.builder("realm1");
		realm.accept(realmSettings);
		RouterSettings.Builder settings = RouterSettings.builder()
			.shutdownTimeout(Duration.ofMillis(10))
			.realm(realmSettings.build());
		router.accept(settings);
		return new WampRouter(settings.build(), new ValuesMapper());
	}

}
