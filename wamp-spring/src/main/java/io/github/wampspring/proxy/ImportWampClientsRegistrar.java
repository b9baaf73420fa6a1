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

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers what {@link ImportWampClients @ImportWampClients} names.
 */
final class ImportWampClientsRegistrar extends AbstractWampClientRegistrar {

	@Override
	protected void registerClients(Clients clients, AnnotationMetadata importing) {
		for (AnnotationAttributes attributes : importing.getMergedRepeatableAnnotationAttributes(
				ImportWampClients.class, ImportWampClients.Container.class, false)) {
			Class<?>[] types = attributes.getClassArray("types");
			String[] packages = attributes.getStringArray("basePackages");
			Class<?>[] packageClasses = attributes.getClassArray("basePackageClasses");
			Clients group = clients.connection(attributes.getString("connection"))
				.prefix(attributes.getString("prefix"))
				.register(types)
				.detect(packages);
			for (Class<?> type : packageClasses) {
				group.detect(type.getPackageName());
			}
			if (types.length == 0 && packages.length == 0 && packageClasses.length == 0) {
				group.detect(ClassUtils.getPackageName(importing.getClassName()));
			}
		}
	}

}
