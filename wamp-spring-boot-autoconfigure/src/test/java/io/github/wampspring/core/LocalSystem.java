package io.github.wampspring.core;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.wampspring.client.ConnectionSettings;
import io.github.wampspring.client.DefaultWampConnection;
import io.github.wampspring.protocol.codec.JacksonPayloadMapper;
import io.github.wampspring.router.RealmSettings;
import io.github.wampspring.router.RouterSettings;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.transport.InProcessConnector;
import tools.jackson.databind.json.JsonMapper;

/**
 * A router and connections to it, in this JVM.
 */
final class LocalSystem implements AutoCloseable {

	final JacksonPayloadMapper mapper = new JacksonPayloadMapper(JsonMapper.shared());

	final ErrorMappings errors = new ErrorMappings();

	private final WampRouter router = new WampRouter(
			RouterSettings.builder().realm(RealmSettings.builder("realm1").build()).build(), this.mapper);

	private final InProcessConnector connector = new InProcessConnector(this.router, this.mapper);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<DefaultWampConnection> connections = new ArrayList<>();

	DefaultWampConnection connect(String name) {
		DefaultWampConnection connection = new DefaultWampConnection(
				new ConnectionSettings(name, List.of(URI.create("in-process:router")), (url) -> this.connector,
						this.executor, this.mapper)
					.shutdownTimeout(Duration.ofMillis(100)));
		this.connections.add(connection);
		connection.start();
		return connection;
	}

	WampTemplate template(String name) {
		return new WampTemplate(connect(name), this.mapper, this.errors, OperationTimeouts.DEFAULT);
	}

	ReactiveWampTemplate reactiveTemplate(String name) {
		return new ReactiveWampTemplate(connect(name), this.mapper, this.errors, OperationTimeouts.DEFAULT);
	}

	WampRouter router() {
		return this.router;
	}

	@Override
	public void close() {
		this.connections.forEach(DefaultWampConnection::stop);
		this.connector.close();
		this.router.close();
		this.executor.shutdownNow();
	}

}
