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

package io.github.wampspring.demo.readings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * This instance of the demo, as others see it: several may be in one realm.
 */
@Component
public class Instance {

	private final String host;

	private final String name;

	/**
	 * Create the instance's identity.
	 * @param name its name, or empty for one made of the machine's name and the process
	 * ID
	 */
	public Instance(@Value("${demo.instance:}") String name) {
		this.host = hostName();
		this.name = uriComponent((!name.isBlank()) ? name : this.host + "-" + ProcessHandle.current().pid());
	}

	/**
	 * Return the name of the machine.
	 * @return the host name, without its domain
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Return the name of this instance, unique in the realm.
	 * @return the name, which may be a component of a URI
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the name of the instance that a node of the cluster is.
	 * @param node the node's ID: its name, and what tells one start of it from another
	 * @return the name, as the instance itself has it if its node is named after it
	 */
	static String ofNode(String node) {
		return uriComponent(node.substring(0, node.lastIndexOf('~')));
	}

	private static String uriComponent(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
	}

	private static String hostName() {
		try {
			return InetAddress.getLocalHost().getHostName().split("\\.")[0];
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

}
