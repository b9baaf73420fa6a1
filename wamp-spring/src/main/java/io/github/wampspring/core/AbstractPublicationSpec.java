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

package io.github.wampspring.core;

import java.util.Arrays;
import java.util.List;

import io.github.wampspring.codec.PayloadMapper;

/**
 * Gathers what belongs to a publication.
 *
 * @param <S> the type of the specification
 */
abstract class AbstractPublicationSpec<S extends PublicationOptionsSpec<S>> extends AbstractArgumentSpec<S>
		implements PublicationOptionsSpec<S> {

	private final String topic;

	AbstractPublicationSpec(String topic, PayloadMapper mapper) {
		super(mapper);
		this.topic = topic;
	}

	String topic() {
		return this.topic;
	}

	@Override
	public S acknowledge() {
		return option("acknowledge", true);
	}

	@Override
	public S excludeMe(boolean excludeMe) {
		return option("exclude_me", excludeMe);
	}

	@Override
	public S exclude(long... sessions) {
		return option("exclude", Arrays.stream(sessions).boxed().toList());
	}

	@Override
	public S excludeAuthIds(String... authIds) {
		return option("exclude_authid", List.of(authIds));
	}

	@Override
	public S excludeAuthRoles(String... authRoles) {
		return option("exclude_authrole", List.of(authRoles));
	}

	@Override
	public S eligible(long... sessions) {
		return option("eligible", Arrays.stream(sessions).boxed().toList());
	}

	@Override
	public S eligibleAuthIds(String... authIds) {
		return option("eligible_authid", List.of(authIds));
	}

	@Override
	public S eligibleAuthRoles(String... authRoles) {
		return option("eligible_authrole", List.of(authRoles));
	}

	@Override
	public S retain() {
		return option("retain", true);
	}

}
