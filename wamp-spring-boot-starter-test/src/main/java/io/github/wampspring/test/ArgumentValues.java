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

package io.github.wampspring.test;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.wampspring.codec.PayloadMapper;
import io.github.wampspring.core.Kwargs;
import io.github.wampspring.core.WampArguments;
import io.github.wampspring.core.WampResult;
import io.github.wampspring.protocol.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Compares arguments by what they are once they have travelled: an object by its
 * properties, numbers by their value.
 *
 * @param mapper writes and reads them
 */
record ArgumentValues(PayloadMapper mapper) {

	/**
	 * Whether arguments are as expected.
	 * @param actual the arguments
	 * @param expected those expected; the last one may be {@link Kwargs}
	 * @return whether positional and keyword arguments are the same
	 */
	boolean areEqual(WampArguments actual, @Nullable Object... expected) {
		Payload payload = this.mapper.detach(WampResult.of(expected).toPayload());
		return plain(this.mapper.arguments(payload)).equals(plain(actual.getArguments()))
				&& plain(this.mapper.keywordArguments(payload)).equals(plain(actual.getKeywordArguments()));
	}

	/**
	 * Whether a value is as expected.
	 * @param actual the value, as it came
	 * @param expected the one expected
	 * @return whether they are the same
	 */
	boolean isEqual(@Nullable Object actual, @Nullable Object expected) {
		return areEqual(WampResult.of().with("value", actual), Kwargs.of("value", expected));
	}

	private static Object plain(@Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> plain = new LinkedHashMap<>();
			map.forEach((key, entry) -> plain.put(key, plain(entry)));
			return plain;
		}
		if (value instanceof List<?> list) {
			List<Object> plain = new ArrayList<>();
			list.forEach((element) -> plain.add(plain(element)));
			return plain;
		}
		if (value instanceof byte[] bytes) {
			return ByteBuffer.wrap(bytes);
		}
		if (value instanceof Float || value instanceof Double) {
			double number = ((Number) value).doubleValue();
			return Double.isFinite(number) ? decimal(BigDecimal.valueOf(number)) : number;
		}
		if (value instanceof Number number) {
			return decimal(new BigDecimal(number.toString()));
		}
		return (value != null) ? value : Void.class;
	}

	/** Without the scale, which makes two decimals differ. */
	private static Object decimal(BigDecimal number) {
		return (number.signum() == 0) ? BigDecimal.ZERO : number.stripTrailingZeros();
	}

}
