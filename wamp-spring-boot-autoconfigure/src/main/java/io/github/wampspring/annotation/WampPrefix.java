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
 * The prefix of the bean's class or a superclass comes before the one of the interface
 * that declares the method.
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
