package bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ws.wamp.jawampa.PublishFlags;
import ws.wamp.jawampa.WampClient;
import ws.wamp.jawampa.WampClientBuilder;
import ws.wamp.jawampa.WampSerialization;
import ws.wamp.jawampa.transport.netty.NettyWampClientConnectorProvider;

/** jawampa 0.5.0 on Netty. */
public final class JawampaClient extends BenchClient {

		private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
		private WampClient client;

		public static void main(String[] args) {
				new JawampaClient().run(args);
		}

		@Override
		protected void open(String url, String realm) throws Exception {
				CountDownLatch joined = new CountDownLatch(1);
				client = new WampClientBuilder()
								.withConnectorProvider(new NettyWampClientConnectorProvider())
								.withUri(url).withRealm(realm)
								.withSerializations(new WampSerialization[] {
												option("serializer").equals("msgpack") ? WampSerialization.MessagePack : WampSerialization.Json})
								.withNrReconnects(0)
								.withReconnectInterval(1, TimeUnit.SECONDS)
								.build();
				client.statusChanged().subscribe(s -> {
						if (s instanceof WampClient.ConnectedState) {
								joined.countDown();
						} else if (s instanceof WampClient.DisconnectedState d && d.disconnectReason() != null) {
								fail(d.disconnectReason());
						}
				}, BenchClient::fail);
				client.open();
				joined.await();
		}

		@Override
		protected void registerEcho(String procedure) throws Exception {
				client.registerProcedure(procedure).subscribe(r -> r.reply(r.arguments(), null), BenchClient::fail);
				Thread.sleep(500); // there is no signal for REGISTERED
		}

		@Override
		protected String callBlocking(String procedure, String arg) {
				return client.call(procedure, arg).toBlocking().single().arguments().get(0).textValue();
		}

		@Override
		protected void call(String procedure, String arg, Reply reply) {
				client.call(procedure, arg).subscribe(r -> reply.done(r.arguments().get(0).textValue(), null),
								e -> reply.done(null, e));
		}

		@Override
		protected void subscribe(String topic, Events events) throws Exception {
				client.makeSubscription(topic).subscribe(e -> events.on(e.keywordArguments().get("n").longValue(),
								e.keywordArguments().get("phase").intValue()), BenchClient::fail);
				Thread.sleep(500); // there is no signal for SUBSCRIBED
		}

		@Override
		protected void subscribeCredits(String topic, Credits credits) throws Exception {
				client.makeSubscription(topic).subscribe(e -> credits.on(e.arguments().get(0).longValue()), BenchClient::fail);
				Thread.sleep(500);
		}

		@Override
		protected void publish(String topic, long n, int phase, String data) {
				ObjectNode kw = JSON.objectNode();
				kw.put("n", n);
				kw.put("phase", phase);
				kw.put("data", data);
				client.publish(topic, EnumSet.noneOf(PublishFlags.class), JSON.arrayNode(), kw);
		}

		@Override
		protected void publishCredit(String topic, long n) {
				client.publish(topic, EnumSet.noneOf(PublishFlags.class), JSON.arrayNode().add(n), JSON.objectNode());
		}
}
