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

package io.github.wampspring.demo.readings;

import io.github.wampspring.test.WampRecorder;
import io.github.wampspring.test.WampTestRouter;
import io.github.wampspring.test.autoconfigure.WampTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@WampTest(components = { Readings.class, Instance.class, MachineReadings.class }, properties = "demo.instance=left")
class ReadingsTests {

	@Test
	void publishesAndKeepsReadings(@Autowired WampTestRouter router, @Autowired WampRecorder recorder) {
		Reading reading = recorder.record("com.myapp.readings").await().get(Reading.class);
		assertThat(reading).isNotNull();
		assertThat(reading.instance()).isEqualTo("left");
		assertThat(router.template().call("com.myapp.readings.recent.left", Reading[].class)).contains(reading);
	}

}
