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

package io.github.wampspring.proxy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces: clients, whose methods call procedures and publish events.
 *
 * <pre class="code">
 * &#064;Configuration
 * &#064;ImportWampClients(types = Calculator.class)
 * &#064;ImportWampClients(connection = "cloud", basePackages = "com.myapp.cloud")
 * class ClientConfiguration {
 * }
 * </pre>
 *
 * <p>
 * Without any interface or package, those in and below the package of the annotated class
 * are taken. Found in a package is each interface with a method that has
 * {@link io.github.wampspring.annotation.WampProcedure @WampProcedure} or
 * {@link io.github.wampspring.annotation.WampPublish @WampPublish}; generic ones are left
 * to the interfaces that extend them.
 *
 * <p>
 * A client can be injected by its interface. Where several connections have one of the
 * same interface, that of the default connection is, and another one by a
 * {@link org.springframework.beans.factory.annotation.Qualifier @Qualifier} with the
 * connection's name; {@link WampClientRegistry} knows all. An interface that no client
 * can be made of stops the start with a {@link WampClientException}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportWampClients.Container.class)
@Import(ImportWampClientsRegistrar.class)
public @interface ImportWampClients {

	/**
	 * Alias for {@link #types}.
	 * @return the interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces.
	 * @return the interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * The packages to look in and below, maybe with placeholders.
	 * @return the packages
	 */
	String[] basePackages() default {};

	/**
	 * Classes in the packages to look in and below.
	 * @return the classes
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * The connection that the clients use, maybe with placeholders.
	 * @return the name; empty for the default connection
	 */
	String connection() default "";

	/**
	 * What the URIs of the clients begin with, in the place of the interface's
	 * {@link io.github.wampspring.annotation.WampPrefix @WampPrefix}, as such a one on
	 * the class of a callee would be. Maybe with placeholders.
	 * @return the prefix; empty for the interface's
	 */
	String prefix() default "";

	/**
	 * Holds several {@link ImportWampClients @ImportWampClients}.
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(ImportWampClientsRegistrar.class)
	@interface Container {

		/**
		 * The annotations.
		 * @return the annotations
		 */
		ImportWampClients[] value();

	}

}
