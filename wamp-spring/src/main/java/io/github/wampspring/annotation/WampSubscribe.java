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

package io.github.wampspring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.wampspring.MatchPolicy;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Subscribes a method of a bean to a topic, at every join of a session. Its events are
 * handled one after the other, in their order. On a method of an interface it subscribes
 * each bean that implements the interface; together with
 * {@link WampPublish @WampPublish}, a client of the interface publishes to the topic.
 *
 * <pre class="code">
 * &#064;WampSubscribe("com.myapp.oncounter")
 * void onCounter(int count) {
 * 	...
 * }
 * </pre>
 *
 * <p>
 * All attributes that are strings may contain <code>${...}</code> placeholders and
 * <code>#{...}</code> expressions. The annotation may stand on a method of the class, of
 * a superclass or of an interface, several times, and on other annotations; of an
 * overridden method and the method that overrides it, the latter's count.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(WampSubscribes.class)
@Reflective(HandlerReflectiveProcessor.class)
public @interface WampSubscribe {

	/**
	 * Alias for {@link #topic}.
	 * @return the URI
	 */
	@AliasFor("topic")
	String value() default "";

	/**
	 * The URI of the topic, or the pattern if {@link #match} says so. It is appended to
	 * the class's {@link WampPrefix}, if there is one. With a prefix it may be left out:
	 * the method's name is taken then.
	 * @return the URI
	 */
	@AliasFor("value")
	String topic() default "";

	/**
	 * How the URI matches ({@code match}). Which one was published to is in the
	 * {@code EventDetails}.
	 * @return the policy
	 */
	MatchPolicy match() default MatchPolicy.EXACT;

	/**
	 * Whether the router is to send the event that it retains for the topic
	 * ({@code get_retained}).
	 * @return {@code true} to ask for it
	 */
	boolean getRetained() default false;

	/**
	 * Whether the method is to miss nothing while there is no session: after a rejoin,
	 * what was published since the last event that it has handled is asked of the
	 * router's event history, and handled in its order, each event once, before newer
	 * ones. Where the router has no history of the topic, the log says so once.
	 * @return {@code true} to ask for it
	 */
	boolean replay() default false;

	/**
	 * The name by which the subscription is paused, stopped and started, see
	 * {@code WampListenerRegistry}.
	 * @return the name, unique in the application; by default that of the bean and the
	 * method, such as {@code calculator.add2}
	 */
	String id() default "";

	/**
	 * What becomes of events whose handling fails: the name of a bean of type
	 * {@code WampEventErrorPolicy}, with retries and what comes after them.
	 * @return the bean's name; empty for what {@code wamp.listener.events.*} says
	 */
	String errorPolicy() default "";

	/**
	 * The connection to subscribe at.
	 * @return the name; empty for the default connection
	 */
	String connection() default "";

}
