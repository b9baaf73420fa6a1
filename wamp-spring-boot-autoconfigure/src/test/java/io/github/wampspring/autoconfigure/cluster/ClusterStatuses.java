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

package io.github.wampspring.autoconfigure.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.github.wampspring.router.ClusterStatus;
import io.github.wampspring.router.ClusterStatus.Member;
import io.github.wampspring.router.ClusterStatus.State;
import io.github.wampspring.router.WampRouter;
import io.github.wampspring.router.cluster.link.LinkStatistics;
import org.jspecify.annotations.Nullable;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Where an instance of a cluster may stand.
 */
public final class ClusterStatuses {

	private ClusterStatuses() {
	}

	/**
	 * A router in a cluster.
	 * @param status where it stands, {@code null} for one that is in none
	 */
	public static WampRouter router(@Nullable ClusterStatus status) {
		WampRouter router = mock(WampRouter.class);
		given(router.cluster()).willReturn(status);
		return router;
	}

	/**
	 * A status with a figure of its own for everything.
	 * @param members how many other instances there are. The first one was silent for 100
	 * ms, the next one for 200 ms and so on; the last one has not told all
	 */
	public static ClusterStatus status(State state, @Nullable String problem, int members) {
		List<Member> others = IntStream.rangeClosed(1, members)
			.mapToObj((number) -> new Member("till-" + number + "~0a", Instant.EPOCH, Duration.ofMillis(100L * number),
					number == members, 1000 + number, 2000 + number))
			.toList();
		return new ClusterStatus("shop", "till-0~0a", state, problem,
				new LinkStatistics(state == State.CONNECTED, 1, 2, 3, 4, 5, 6, 7), others, 8, 9, 10, 11, 12, 13, 14,
				15);
	}

}
