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

package io.github.wampspring.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a peer's address counts as, where peers are counted by their addresses. The text
 * may come from a header, and so be anything; no name is ever looked up.
 */
public final class RemoteAddress {

	/** As much as is kept of what is no address. */
	private static final int MAX_LENGTH = 64;

	private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

	/** What is never taken for a host name: with a colon, and only these characters. */
	private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	/** The first address that a {@code Forwarded} header tells. */
	private static final Pattern FOR = Pattern.compile("(?i)for\\s*=\\s*\"?([^,;\"]*)");

	private RemoteAddress() {
	}

	/**
	 * What the address of a channel counts as.
	 * @param channel the channel
	 * @return {@code null} if there is no address, or it is one of this machine and not
	 * one that somebody else may have told
	 */
	public static @Nullable String key(ChannelInfo channel) {
		String address = channel.remoteAddress();
		String key = key(address);
		boolean told = Boolean.TRUE.equals(channel.attributes().get(ChannelInfo.TOLD_ADDRESS));
		return (key == null && address != null && told) ? "told" : key;
	}

	/**
	 * Whether an address of this machine may be what a client itself has told, by a
	 * header that whoever serves the handshake has read: no other address comes first
	 * there. Headers that were not read do no harm.
	 * @param headers gives the first header of a name as it came, {@code null} if there
	 * is none
	 * @return whether such an address is not to be believed
	 */
	public static boolean mayBeTold(Function<String, @Nullable String> headers) {
		String list = headers.apply("X-Forwarded-For");
		if (list != null && !isElsewhere(list.split(",", 2)[0])) {
			return true;
		}
		String forwarded = headers.apply("Forwarded");
		if (forwarded == null) {
			return false;
		}
		Matcher matcher = FOR.matcher(forwarded);
		return matcher.find() && !isElsewhere(matcher.group(1));
	}

	private static boolean isElsewhere(String told) {
		String literal = told.strip();
		if (literal.startsWith("[")) {
			int end = literal.indexOf(']');
			literal = literal.substring(1, (end > 0) ? end : literal.length());
		}
		InetAddress address = parse(literal);
		address = (address != null) ? address : parse(withoutPort(literal));
		return address != null && !address.isLoopbackAddress();
	}

	/**
	 * What an address counts as. Of IPv6 these are the first 64 bits, since a host has
	 * all addresses that begin with them.
	 * @param remoteAddress an address with or without a port, or what a proxy says
	 * instead
	 * @return {@code null} for an address of this machine, or if there is none
	 */
	public static @Nullable String key(@Nullable String remoteAddress) {
		if (remoteAddress == null) {
			return null;
		}
		String literal = withoutPort(remoteAddress);
		InetAddress address = parse(literal);
		if (address == null) {
			return (literal.length() > MAX_LENGTH) ? literal.substring(0, MAX_LENGTH) : literal;
		}
		if (address.isLoopbackAddress()) {
			return null;
		}
		byte[] bytes = address.getAddress();
		if (bytes.length > 4) {
			Arrays.fill(bytes, 8, 16, (byte) 0);
		}
		return of(bytes).getHostAddress();
	}

	private static @Nullable InetAddress parse(String literal) {
		try {
			if (IPV6.matcher(literal).matches()) {
				return InetAddress.getByName(literal);
			}
		}
		catch (UnknownHostException ex) {
			return null;
		}
		if (!IPV4.matcher(literal).matches()) {
			return null;
		}
		byte[] bytes = new byte[4];
		String[] numbers = literal.split("\\.");
		for (int i = 0; i < 4; i++) {
			int number = Integer.parseInt(numbers[i]);
			if (number > 255) {
				return null;
			}
			bytes[i] = (byte) number;
		}
		return of(bytes);
	}

	private static InetAddress of(byte[] bytes) {
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Takes the zone and the port away, if they are there; an IPv6 address has all its
	 * eight groups then.
	 */
	private static String withoutPort(String address) {
		int zone = address.indexOf('%');
		if (zone >= 0) {
			return address.substring(0, zone);
		}
		long colons = address.chars().filter((c) -> c == ':').count();
		return (colons == 1 || colons == 8) ? address.substring(0, address.lastIndexOf(':')) : address;
	}

}
