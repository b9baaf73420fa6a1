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
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Publishes an event when the method of a client is called. For the interface that the
 * client is made of; on the method of a bean it does nothing.
 *
 * <pre class="code">
 * &#064;WampPrefix("com.myapp")
 * interface Counter {
 *
 * 	&#064;WampPublish("oncounter")
 * 	void counted(int count);
 *
 * }
 * </pre>
 *
 * <p>
 * Together with {@link WampSubscribe @WampSubscribe}, the method is both ends of a topic:
 * a client of the interface publishes, a bean that implements it is a subscriber.
 *
 * <p>
 * All attributes that are strings may contain <code>${...}</code> placeholders and
 * <code>#{...}</code> expressions. What differs from event to event, such as the IDs of
 * sessions that are left out, is told by a parameter of type {@code PublicationOptions}.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(HandlerReflectiveProcessor.class)
public @interface WampPublish {

	/**
	 * Alias for {@link #topic}.
	 * @return the URI
	 */
	@AliasFor("topic")
	String value() default "";

	/**
	 * The URI of the topic. It is appended to the interface's {@link WampPrefix}, if
	 * there is one. With a prefix it may be left out: the method's name is taken then.
	 * @return the URI
	 */
	@AliasFor("value")
	String topic() default "";

	/**
	 * Whether to wait for the router's acknowledgment ({@code acknowledge}). A method
	 * that returns a {@code long}, now or later, does so anyway: it is the publication's
	 * ID.
	 * @return {@code true} to wait for it
	 */
	boolean acknowledge() default false;

	/**
	 * Whether the session is left out of the receivers ({@code exclude_me}).
	 * @return {@code true} or {@code false}; empty for the template's default
	 */
	String excludeMe() default "";

	/**
	 * Whether the router is to keep the event for those who subscribe later
	 * ({@code retain}).
	 * @return {@code true} to ask for it
	 */
	boolean retain() default false;

	/**
	 * The only authids whose sessions receive the event ({@code eligible_authid}).
	 * @return the authids; none for all
	 */
	String[] eligibleAuthIds() default {};

	/**
	 * The authids whose sessions do not receive the event ({@code exclude_authid}).
	 * @return the authids
	 */
	String[] excludeAuthIds() default {};

	/**
	 * The only authroles whose sessions receive the event ({@code eligible_authrole}).
	 * @return the authroles; none for all
	 */
	String[] eligibleAuthRoles() default {};

	/**
	 * The authroles whose sessions do not receive the event ({@code exclude_authrole}).
	 * @return the authroles
	 */
	String[] excludeAuthRoles() default {};

	/**
	 * The only sessions that receive the event, by what they have said in HELLO
	 * ({@code eligible_…}), such as {@code "org=acme"}. Several values of an attribute
	 * are entries of their own, and a session has to fit each of the attributes. Not of
	 * the specification: the embedded router and nexus have it, others ignore it, and
	 * then everybody receives the event. What is in HELLO is the client's own word,
	 * unless the router's application or an operator has set it by
	 * {@code wamp.session.modify_details}.
	 * @return the name of an entry of {@code HELLO.Details}, an equals sign and a value;
	 * none for all
	 */
	String[] eligibleBy() default {};

	/**
	 * The sessions that do not receive the event, by what they have said in HELLO
	 * ({@code exclude_…}), such as {@code "org=acme"}. Otherwise as {@link #eligibleBy}.
	 * @return the name of an entry of {@code HELLO.Details}, an equals sign and a value
	 */
	String[] excludeBy() default {};

}
