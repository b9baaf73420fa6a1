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

package io.github.wampspring.transport.netty;

import java.util.Map;

import io.github.wampspring.transport.ChannelInfo;
import io.github.wampspring.transport.TestMessages;
import io.github.wampspring.transport.framed.ChannelGroup;
import io.github.wampspring.transport.framed.ChannelSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Takeover}.
 */
class TakeoverTests {

	private final EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());

	private final ByteBuf bytes = Unpooled.buffer().writeByte(0x81);

	@Test
	void whatIsKeptIsReleasedIfTheConnectionEndsBeforeTheHandshake() {
		Takeover.begin(this.channel);
		this.channel.writeInbound(this.bytes);
		assertThat(this.bytes.refCnt()).isOne();
		this.channel.finishAndReleaseAll();
		assertThat(this.bytes.refCnt()).isZero();
	}

	@Test
	void whatIsKeptIsReleasedIfTheConnectionEndsBeforeItIsHandedOn() {
		try (ChannelGroup group = new ChannelGroup("test", ChannelSettings.defaults())) {
			Takeover takeover = Takeover.begin(this.channel);
			this.channel.writeInbound(this.bytes);
			Connection connection = () -> this.channel;
			takeover.complete(connection,
					FramedHandler.webSocket(this.channel,
							new ChannelInfo("websocket", "json", null, Map.of(), null, false),
							TestMessages.only("json").get(0), group, false));
			this.channel.finishAndReleaseAll();
			assertThat(this.bytes.refCnt()).isZero();
		}
	}

}
