import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/**
 * What loadgen's relay does (see ../loadgen/relay.go), on Netty, as plainly as one would write it: a frame object
 * each, flushed when the reading side has run dry. The limit of that way on the JVM.
 *
 *   java -cp "$BENCH_WORK/netty-relay/classes:$BENCH_WORK/netty-relay/lib/*" NettyRelay PORT [THREADS]
 *   loadgen rpc --raw --url ws://127.0.0.1:PORT/ ...
 */
public class NettyRelay {

	private static final Map<Integer, Channel> callers = new ConcurrentHashMap<>();
	private static final Map<Integer, Channel> callees = new ConcurrentHashMap<>();
	private static final List<Channel> subscribers = new CopyOnWriteArrayList<>();

	public static void main(String[] args) throws Exception {
		int threads = (args.length > 1) ? Integer.parseInt(args[1]) : 2;
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
		new ServerBootstrap().group(group)
			.channel(NioServerSocketChannel.class)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<SocketChannel>() {
				@Override
				protected void initChannel(SocketChannel channel) {
					channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new Upgrade());
				}
			})
			.bind("127.0.0.1", Integer.parseInt(args[0]))
			.sync();
		System.err.println("relay on Netty listens on " + args[0]);
		Thread.sleep(3_600_000);
	}

	private static final class Upgrade extends SimpleChannelInboundHandler<FullHttpRequest> {
		@Override
		protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
			Relay relay = new Relay(new QueryStringDecoder(request.uri()).parameters());
			String offered = request.headers().get("Sec-WebSocket-Protocol");
			context.pipeline().addLast(relay);
			new WebSocketServerHandshakerFactory("ws://relay/", offered, false, 32 << 20).newHandshaker(request)
				.handshake(context.channel(), request)
				.addListener((done) -> context.pipeline().remove(this));
			relay.join(context.channel());
		}
	}

	private static final class Relay extends ChannelInboundHandlerAdapter {
		private final String role;
		private final int id;
		private final int to;
		private final Set<Channel> unflushed = new HashSet<>();

		Relay(Map<String, List<String>> query) {
			this.role = query.getOrDefault("role", List.of("")).get(0);
			this.id = Integer.parseInt(query.getOrDefault("id", List.of("0")).get(0));
			this.to = Integer.parseInt(query.getOrDefault("to", List.of("0")).get(0));
		}

		void join(Channel channel) {
			switch (this.role) {
				case "caller" -> callers.put(this.id, channel);
				case "callee" -> callees.put(this.id, channel);
				case "sub" -> subscribers.add(channel);
				default -> { }
			}
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			if (!(message instanceof WebSocketFrame frame)) {
				context.fireChannelRead(message);
				return;
			}
			if (frame instanceof CloseWebSocketFrame) {
				frame.release();
				context.close();
				return;
			}
			ByteBuf content = frame.content();
			switch (this.role) {
				case "caller" -> forward(callees.get(this.to), content);
				case "callee" -> forward(callers.get(callerOf(content)), content);
				case "echo" -> {
					content.release();
					forward(context.channel(), Unpooled.copiedBuffer("[2,1,{}]", StandardCharsets.US_ASCII));
				}
				case "pub" -> {
					subscribers.forEach((subscriber) -> forward(subscriber, content.retainedSlice()));
					content.release();
				}
				default -> content.release();
			}
		}

		private static int callerOf(ByteBuf content) {
			int caller = 0;
			for (int i = 0; i < 4; i++) {
				caller = caller * 16 + Character.digit(content.getByte(content.readerIndex() + i), 16);
			}
			return caller;
		}

		private void forward(Channel channel, ByteBuf content) {
			if (channel == null) {
				content.release();
				return;
			}
			channel.write(new TextWebSocketFrame(content));
			this.unflushed.add(channel);
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) {
			this.unflushed.forEach(Channel::flush);
			this.unflushed.clear();
		}

		@Override
		public void channelInactive(ChannelHandlerContext context) {
			callers.remove(this.id, context.channel());
			callees.remove(this.id, context.channel());
			subscribers.remove(context.channel());
		}

		@Override
		public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
			context.close();
		}
	}

}
