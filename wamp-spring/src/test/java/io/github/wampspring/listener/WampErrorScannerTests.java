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

package io.github.wampspring.listener;

import java.util.List;

import io.github.wampspring.WampException;
import io.github.wampspring.core.ErrorMappings;
import io.github.wampspring.listener.errors.ClosedException;
import io.github.wampspring.listener.wrongerrors.NoException;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link WampErrorScanner}.
 */
class WampErrorScannerTests {

	private final ErrorMappings mappings = new ErrorMappings();

	private final WampErrorScanner scanner = new WampErrorScanner(new DefaultResourceLoader());

	@Test
	void annotatedExceptionsAreFoundBelowThePackages() {
		this.scanner.scan(List.of(ClosedException.class.getPackageName()), this.mappings);
		assertThat(this.mappings.uriFor(new ClosedException())).isEqualTo("com.myapp.error.shop");
		assertThat(this.mappings.exceptionFor(new WampException("com.myapp.error.sold_out")).getClass().getSimpleName())
			.isEqualTo("SoldOutException");
	}

	@Test
	void classThatIsNoExceptionIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.scanner.scan(List.of(NoException.class.getPackageName()), this.mappings))
			.withMessageContaining(NoException.class.getName());
	}

}
