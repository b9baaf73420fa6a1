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

package io.github.wampspring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of the WAMP beans of an application only: classes with methods for procedures
 * and events, what customizes connections, templates and the router, error handlers,
 * Jackson's modules and components, and converters. Other beans that these need are given
 * by {@code @MockitoBean} or {@code @Import}. The connections join a router in the JVM,
 * as {@link AutoConfigureTestWampRouter} says, which can be added to choose a transport.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(WampTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(WampTypeExcludeFilter.class)
@AutoConfigureTestWampRouter
@ImportAutoConfiguration
public @interface WampTest {

	/**
	 * Properties, such as {@code wamp.call-timeout=1s}, to be added to the environment.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * The classes to test.
	 * @return an alias for {@link #components()}
	 */
	@AliasFor("components")
	Class<?>[] value() default {};

	/**
	 * The classes to test. Without any, all that have methods for procedures and events.
	 * @return the classes
	 */
	@AliasFor("value")
	Class<?>[] components() default {};

	/**
	 * Whether beans are included that a test of WAMP usually needs.
	 * @return {@code false} for none but those of {@link #components()} and
	 * {@link #includeFilters()}
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters of beans to add.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters of beans to leave out.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
