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

import io.github.wampspring.InvocationPolicy;
import io.github.wampspring.MatchPolicy;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Registers a method of a bean as a procedure, at every join of a session. On a method of
 * an interface it is a contract for both sides: a bean that implements the interface is
 * the callee, and a client that is made of it calls the procedure.
 *
 * <pre class="code">
 * &#064;WampProcedure("com.myapp.add2")
 * int add2(int x, int y) {
 * 	return x + y;
 * }
 * </pre>
 *
 * <p>
 * All attributes that are strings may contain <code>${...}</code> placeholders and
 * <code>#{...}</code> expressions. The annotation may stand on a method of the class, of
 * a superclass or of an interface, several times, and on other annotations; of an
 * overridden method and the method that overrides it, the latter's count. Of several
 * annotations a client calls the first; all but the URI is for the callee, and a client
 * adds {@link WampOptions @WampOptions}.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(WampProcedures.class)
@Reflective(HandlerReflectiveProcessor.class)
public @interface WampProcedure {

	/**
	 * Alias for {@link #uri}.
	 * @return the URI
	 */
	@AliasFor("uri")
	String value() default "";

	/**
	 * The URI of the procedure, or the pattern if {@link #match} says so. It is appended
	 * to the class's {@link WampPrefix}, if there is one. With a prefix it may be left
	 * out: the method's name is taken then.
	 * @return the URI
	 */
	@AliasFor("value")
	String uri() default "";

	/**
	 * How the URI matches ({@code match}). Which one was called is in the
	 * {@code InvocationDetails}.
	 * @return the policy
	 */
	MatchPolicy match() default MatchPolicy.EXACT;

	/**
	 * How the router chooses among several callees of the procedure, each in a session of
	 * its own ({@code invoke}).
	 * @return the policy
	 */
	InvocationPolicy invoke() default InvocationPolicy.SINGLE;

	/**
	 * How many invocations at a time the router may send to this callee
	 * ({@code concurrency}).
	 * @return a number of one or more; empty for no limit
	 */
	String concurrency() default "";

	/**
	 * How many calls may wait at the router while all callees of the procedure are at
	 * their {@link #concurrency} limit, in their order; a further one fails with
	 * {@code wamp.error.max_concurrency_reached}. An option of this library's router
	 * ({@code x_waiting_calls}); others let no call wait. The first callee's counts.
	 * @return a number of zero or more; empty for what the router is set to
	 */
	String waitingCalls() default "";

	/**
	 * Whether this application looks after the timeouts of calls, instead of the router:
	 * a call that takes too long ends with {@code wamp.error.timeout}, and the method is
	 * interrupted ({@code forward_timeout}).
	 * @return {@code true} to ask for it
	 */
	boolean forwardTimeout() default false;

	/**
	 * Whether the router is to disclose the callers to this callee
	 * ({@code disclose_caller}).
	 * @return {@code true} to ask for it
	 */
	boolean discloseCaller() default false;

	/**
	 * Whether this registration replaces what is registered under the URI, such as by a
	 * session of this application that the router has not missed yet
	 * ({@code force_reregister}).
	 * @return {@code true} to replace it
	 */
	boolean forceReregister() default false;

	/**
	 * The name by which the registration is paused, stopped and started, see
	 * {@code WampListenerRegistry}.
	 * @return the name, unique in the application; by default that of the bean and the
	 * method, such as {@code calculator.add2}
	 */
	String id() default "";

	/**
	 * The connection to register at. That of a client is told where the client is made.
	 * @return the name; empty for the default connection
	 */
	String connection() default "";

}
