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

package io.github.sslcredentials;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The text form of IP addresses by RFC 3986, section 3.2.2. {@code InetAddress} would ask
 * the DNS, take {@code 127.1} for an address, and turn IPv4-mapped IPv6 addresses into
 * IPv4 ones.
 *
 * @author SSL Credentials contributors
 */
final class IpAddress {

	private static final Pattern IPV4_OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

	private static final Pattern IPV6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

	private static final int IPV6_MAX_LENGTH = 45;

	private IpAddress() {
	}

	/**
	 * Return the octets of an IPv4 address, or of an IPv6 address with or without
	 * brackets.
	 * @param text the text
	 * @return the octets, or {@code null} if it is not an address or has a zone
	 */
	static byte @Nullable [] parse(String text) {
		if (text.startsWith("[") && text.endsWith("]")) {
			return parseIpv6(text.substring(1, text.length() - 1));
		}
		return (text.indexOf(':') >= 0) ? parseIpv6(text) : parseIpv4(text);
	}

	static String toText(byte[] address) {
		return switch (address.length) {
			case 4 -> ipv4Text(address);
			case 16 -> ipv6Text(address);
			default -> "(%d octets)".formatted(address.length);
		};
	}

	private static byte @Nullable [] parseIpv4(String text) {
		String[] parts = text.split("\\.", 5);
		byte[] address = new byte[4];
		for (int i = 0; i < parts.length; i++) {
			if (parts.length != 4 || !IPV4_OCTET.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
				return null;
			}
			address[i] = (byte) Integer.parseInt(parts[i]);
		}
		return address;
	}

	private static byte @Nullable [] parseIpv6(String text) {
		int gap = text.indexOf("::");
		if (text.length() > IPV6_MAX_LENGTH) {
			return null;
		}
		if (gap < 0) {
			byte[] address = parseGroups(text, true);
			return (address != null && address.length == 16) ? address : null;
		}
		byte[] head = parseGroups(text.substring(0, gap), false);
		byte[] tail = parseGroups(text.substring(gap + 2), true);
		return (head != null && tail != null) ? joined(head, tail) : null;
	}

	private static byte @Nullable [] joined(byte[] head, byte[] tail) {
		if (head.length + tail.length > 14) {
			return null;
		}
		byte[] address = Arrays.copyOf(head, 16);
		System.arraycopy(tail, 0, address, 16 - tail.length, tail.length);
		return address;
	}

	private static byte @Nullable [] parseGroups(String text, boolean mayEndInIpv4) {
		if (text.isEmpty()) {
			return new byte[0];
		}
		String[] groups = text.split(":", -1);
		String hex = "";
		for (int i = 0; i < groups.length; i++) {
			String group = groupHex(groups[i], mayEndInIpv4 && i == groups.length - 1);
			if (group == null) {
				return null;
			}
			hex += group;
		}
		return HexFormat.of().parseHex(hex);
	}

	private static @Nullable String groupHex(String group, boolean mayBeIpv4) {
		if (IPV6_GROUP.matcher(group).matches()) {
			return "0".repeat(4 - group.length()) + group;
		}
		byte[] ipv4 = mayBeIpv4 ? parseIpv4(group) : null;
		return (ipv4 != null) ? HexFormat.of().formatHex(ipv4) : null;
	}

	private static String ipv4Text(byte[] address) {
		StringJoiner text = new StringJoiner(".");
		for (byte octet : address) {
			text.add(Integer.toString(Byte.toUnsignedInt(octet)));
		}
		return text.toString();
	}

	private static String ipv6Text(byte[] address) {
		StringJoiner text = new StringJoiner(":");
		for (int i = 0; i < address.length; i += 2) {
			text.add(Integer.toHexString((Byte.toUnsignedInt(address[i]) << 8) | Byte.toUnsignedInt(address[i + 1])));
		}
		return text.toString();
	}

}
