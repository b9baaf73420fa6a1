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

package io.github.wampspring.test.application;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.wampspring.annotation.WampProcedure;
import io.github.wampspring.annotation.WampSubscribe;
import io.github.wampspring.core.WampOperations;

import org.springframework.stereotype.Component;

/** Annotated itself. */
@Component
public class Shop {

	private final WampOperations wamp;

	private final List<String> soldOut = new CopyOnWriteArrayList<>();

	Shop(WampOperations wamp) {
		this.wamp = wamp;
	}

	@WampProcedure("com.shop.total")
	long total(String article, int count) {
		Long price = this.wamp.call("com.prices.of", Long.class, article);
		this.wamp.publish("com.shop.asked", new Question(article, count));
		return (price != null) ? price * count : 0;
	}

	@WampProcedure("com.shop.fail")
	void fail(String why) {
		throw new ShopException(why);
	}

	@WampSubscribe("com.stock.soldout")
	void onSoldOut(String article) {
		this.soldOut.add(article);
	}

	public List<String> soldOut() {
		return this.soldOut;
	}

}
