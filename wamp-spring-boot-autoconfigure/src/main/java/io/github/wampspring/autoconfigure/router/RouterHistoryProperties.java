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

package io.github.wampspring.autoconfigure.router;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.wampspring.MatchPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Properties of a history of events.
 */
public class RouterHistoryProperties {

	/**
	 * Topic or pattern whose events are kept.
	 */
	private String uri = "";

	/**
	 * How the URI matches.
	 */
	private MatchPolicy match = MatchPolicy.EXACT;

	/**
	 * Realms that have the history. All realms by default.
	 */
	private List<String> realms = new ArrayList<>();

	/**
	 * How many events are kept in each realm. The oldest go first.
	 */
	private int count = 1_000;

	/**
	 * How much space their arguments may take together. A larger event is refused.
	 */
	private DataSize size = DataSize.ofMegabytes(16);

	/**
	 * How long an event is kept. As long as there is room by default.
	 */
	private @Nullable Duration age;

	public String getUri() {
		return this.uri;
	}

	public void setUri(String uri) {
		this.uri = uri;
	}

	public MatchPolicy getMatch() {
		return this.match;
	}

	public void setMatch(MatchPolicy match) {
		this.match = match;
	}

	public List<String> getRealms() {
		return this.realms;
	}

	public void setRealms(List<String> realms) {
		this.realms = realms;
	}

	public int getCount() {
		return this.count;
	}

	public void setCount(int count) {
		this.count = count;
	}

	public DataSize getSize() {
		return this.size;
	}

	public void setSize(DataSize size) {
		this.size = size;
	}

	public @Nullable Duration getAge() {
		return this.age;
	}

	public void setAge(@Nullable Duration age) {
		this.age = age;
	}

}
