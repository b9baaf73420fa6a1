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

import io.github.wampspring.ErrorUris;
import io.github.wampspring.protocol.Dict;
import io.github.wampspring.protocol.ProtocolViolation;
import io.github.wampspring.protocol.WampMessage.Hello;
import io.github.wampspring.protocol.WampMessage.Subscribe;
import io.github.wampspring.router.RealmLimits;
import io.github.wampspring.router.RouterStatistics;
import io.github.wampspring.router.SessionLimits;
import io.github.wampspring.transport.ChannelClose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a router counts of what it refuses and ends.
 */
class RouterStatisticsTests {

	private final DefaultWampRouter router = TestRouters
		.open((realm) -> realm.sessionLimits(SessionLimits.builder().subscriptions(1).pendingCalls(1).build())
			.limits(RealmLimits.builder().sessions(2).build()), (settings) -> settings.maxHandshakes(1));

	@AfterEach
	void close() {
		this.router.close();
	}

	@Test
	void requestsAndSessionsBeyondALimitAreCounted() {
		TestClient client = TestClient.joined(this.router);
		TestClient callee = TestClient.joined(this.router);
		callee.register("com.myapp.p", Dict.EMPTY);
		client.subscribe("com.myapp.a", Dict.EMPTY);
		assertThat(this.router.statistics("realm1").refusals()).isZero();
		client.send(new Subscribe(client.nextRequest(), Dict.EMPTY, "com.myapp.b"));
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		client.call("com.myapp.p", Dict.EMPTY);
		client.call("com.myapp.p", Dict.EMPTY);
		client.takeError(ErrorUris.LIMIT_EXCEEDED);
		assertThat(this.router.statistics("realm1").refusals()).isEqualTo(2);
		assertThat(this.router.statistics("realm1").pendingCalls()).isEqualTo(1);
		TestClient third = new TestClient(this.router, false);
		third.send(new Hello("realm1", TestClient.ROLES));
		third.takeAbort(ErrorUris.UNAVAILABLE);
		assertThat(this.router.statistics("realm1").refusals()).isEqualTo(3);
	}

	@Test
	void channelsThatAreRefusedCutOffOrViolateAreCounted() {
		assertThat(this.router.statistics()).isEqualTo(new RouterStatistics(0, 0, 0));
		TestClient violating = TestClient.joined(this.router);
		violating.violate(new ProtocolViolation("nonsense"));
		this.router.accept(new RecordingChannel(false)).onClose(ChannelClose.cutOff("The peer does not read"));
		this.router.accept(new RecordingChannel(false)).onClose(ChannelClose.broken("The connection was lost", null));
		TestClient joining = new TestClient(this.router, false);
		TestClient refused = new TestClient(this.router, false);
		refused.takeAbort(ErrorUris.UNAVAILABLE);
		assertThat(this.router.statistics()).isEqualTo(new RouterStatistics(1, 1, 1));
		joining.disconnect();
	}

}
