package io.github.wampspring.router;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.wampspring.protocol.WampMessage;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Welcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a thread of its own, which takes what the router sends.
 */
class LiveClient {

	final TestClient client;

	private final BlockingQueue<WampMessage> inbox = new LinkedBlockingQueue<>();

	LiveClient(WampRouter router) {
		this.client = new TestClient(router, new RecordingChannel(false) {
			@Override
			void sent(WampMessage message) {
				LiveClient.this.inbox.add(message);
			}
		});
		this.client.send(new Hello("realm1", TestClient.ROLES));
		this.client.welcome = next(Welcome.class);
	}

	WampMessage poll() throws InterruptedException {
		return this.inbox.poll();
	}

	WampMessage poll(long millis) throws InterruptedException {
		return this.inbox.poll(millis, TimeUnit.MILLISECONDS);
	}

	private <T extends WampMessage> T next(Class<T> type) {
		WampMessage message = this.inbox.poll();
		assertThat(message).isInstanceOf(type);
		return type.cast(message);
	}

}
