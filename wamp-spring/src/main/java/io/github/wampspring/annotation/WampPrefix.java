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

/**
 * What the URIs of the methods of a class or interface begin with.
 *
 * <pre class="code">
 * &#064;Component
 * &#064;WampPrefix("com.myapp")
 * class Calculator {
 *
 * 	&#064;WampProcedure
 * 	int add2(int x, int y) { ... } // com.myapp.add2
 *
 * 	&#064;WampSubscribe("oncounter")
 * 	void counted(int count) { ... } // com.myapp.oncounter
 *
 * }
 * </pre>
 *
 * <p>
 * URIs that begin with {@code wamp.}, such as those of the meta API, stay as they are.
 * The prefix of the bean's class or a superclass takes the place of the one of the
 * interface that declares the method, and so does one of an interface that extends it. It
 * counts for callees, subscribers and clients alike.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WampPrefix {

	/**
	 * The prefix. A dot is put between it and the method's URI where neither brings one.
	 * May contain <code>${...}</code> placeholders and <code>#{...}</code> expressions.
	 * @return the prefix
	 */
	String value();

}
