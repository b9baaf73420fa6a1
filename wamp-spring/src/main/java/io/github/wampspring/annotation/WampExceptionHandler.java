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

/**
 * Handles what the {@link WampProcedure} and {@link WampSubscribe} methods of its bean
 * fail with or, in a bean with {@link WampAdvice}, those of all beans: what they throw,
 * and what the stages and publishers that they return end with.
 *
 * <pre class="code">
 * &#064;WampExceptionHandler
 * WampException full(FullException ex, InvocationDetails details) {
 * 	return WampException.of("com.myapp.error.full").kwarg("free", ex.getFree()).build();
 * }
 * </pre>
 *
 * <p>
 * A bean's own method goes before those of advice beans, and of several in a bean the one
 * for the nearest class of the exception counts. Parameters may be the exception,
 * {@code InvocationDetails} (then it is for procedures only) or {@code EventDetails} (for
 * events only), {@code WampArguments} and {@code WampSession}.
 * <p>
 * An exception that is returned or thrown is what the procedure or the handling of the
 * event fails with instead; with {@code null} it stays as it is. Any other result is the
 * procedure's, by the rules of {@link WampProcedure} methods. A method that returns
 * nothing is for events only: the event counts as handled.
 * <p>
 * Arguments that do not fit are given to methods for
 * {@code io.github.wampspring.core.InvalidArgumentException} only, not to those for its
 * superclasses.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(HandlerReflectiveProcessor.class)
public @interface WampExceptionHandler {

	/**
	 * The exceptions that the method handles, subclasses included.
	 * @return the classes; empty for those of its parameters
	 */
	Class<? extends Throwable>[] value() default {};

}
