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

package io.github.wampspring.autoconfigure.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import io.github.wampspring.autoconfigure.common.PropertyRules;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What people call an instance.
 */
final class NodeName {

	/** What names of clusters and of their nodes are made of. */
	static final String RULE = "it must have 1 to 128 letters, digits, '.', '_' and '-'";

	private static final int MAX = 128;

	private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9._-]");

	private NodeName() {
	}

	/**
	 * The name.
	 * @param configured what is set, empty if nothing is
	 * @param environment tells what this machine and this application are called
	 * @return host name and process ID, if nothing is set; within a container, whose host
	 * name is its own, the former alone
	 */
	static String of(String configured, Environment environment) {
		if (StringUtils.hasText(configured)) {
			return check("node", configured);
		}
		long pid = ProcessHandle.current().pid();
		return of(host(environment), (pid != 1) ? "-" + pid : "");
	}

	static String of(String host, String suffix) {
		String name = OTHERS.matcher(host).replaceAll("-");
		return name.substring(0, Math.min(name.length(), MAX - suffix.length())) + suffix;
	}

	private static String host(Environment environment) {
		String host = environment.getProperty("HOSTNAME");
		if (StringUtils.hasText(host)) {
			return host;
		}
		host = localHost();
		return StringUtils.hasText(host) ? host : environment.getProperty("spring.application.name", "node");
	}

	private static @Nullable String localHost() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	static String check(String property, String name) {
		if (name.isEmpty() || name.length() > MAX || OTHERS.matcher(name).find()) {
			throw new PropertyRules("wamp.router.cluster").invalid(property, name, RULE);
		}
		return name;
	}

}
