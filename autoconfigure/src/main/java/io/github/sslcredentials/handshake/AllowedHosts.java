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

package io.github.sslcredentials.handshake;

import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The hosts that an identity is for: exact names and IP addresses, or {@code *.} for one
 * label. Immutable.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class AllowedHosts {

	private static final Pattern NAME = Pattern
		.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

	private static final Pattern IP_V4 = Pattern.compile("[0-9.]+");

	private static final Pattern IP_V6 = Pattern.compile("([0-9a-f.]*:){2}[0-9a-f:.]*");

	private final List<String> patterns;

	private AllowedHosts(List<String> patterns) {
		this.patterns = patterns;
	}

	/**
	 * Return the hosts that the given patterns list.
	 * @param patterns exact names, IP addresses, or {@code *.} before a name for exactly
	 * one label; none for any host
	 * @return the allowed hosts
	 * @throws IllegalArgumentException if a pattern is none
	 */
	public static AllowedHosts of(List<String> patterns) {
		return new AllowedHosts(patterns.stream().map(AllowedHosts::checked).toList());
	}

	/**
	 * Return whether connections may be made to any host.
	 * @return whether no host is listed
	 */
	public boolean isAny() {
		return this.patterns.isEmpty();
	}

	/**
	 * Return whether connections may be made to the given host.
	 * @param host the host name, or an IP address as text
	 * @return whether the host is listed, or none is
	 */
	public boolean allows(String host) {
		if (isAny()) {
			return true;
		}
		String name = normalized(host);
		int dot = IP_V4.matcher(name).matches() ? -1 : name.indexOf('.');
		return this.patterns.contains(name) || (dot > 0 && this.patterns.contains("*" + name.substring(dot)));
	}

	/**
	 * Check that connections may be made to the given host.
	 * @param host the host name, or an IP address as text
	 * @throws HostNotAllowedException if they may not
	 */
	public void check(String host) throws HostNotAllowedException {
		if (!allows(host)) {
			throw new HostNotAllowedException(host, this.patterns);
		}
	}

	/**
	 * Check that connections may be made to the given address, by its name or as it is.
	 * That name may be one that the name service has answered with since, which the Java
	 * platform does not take for the peer host: this decides about the connection only,
	 * and the trust manager about the peer host.
	 * @param address the address
	 * @return what of it is listed
	 * @throws HostNotAllowedException if neither is
	 */
	String check(InetSocketAddress address) throws HostNotAllowedException {
		String name = address.getHostString();
		InetAddress ip = address.getAddress();
		if (ip != null && !allows(name) && allows(ip.getHostAddress())) {
			return ip.getHostAddress();
		}
		check(name);
		return name;
	}

	@Override
	public String toString() {
		return isAny() ? "any" : String.join(", ", this.patterns);
	}

	private static String checked(String pattern) {
		String name = normalized(pattern);
		if (!isAscii(name)) {
			throw new IllegalArgumentException(
					"'%s' is not the same name by IDNA 2003 and IDNA 2008; write its A-labels, such as 'xn--bcher-kva' for 'b\u00FCcher'"
						.formatted(pattern));
		}
		if (!NAME.matcher(name).matches() && ipv6(name) == null) {
			throw new IllegalArgumentException(
					"'%s' is neither a host name, an IP address nor '*.' and a host name, without scheme and port"
						.formatted(pattern));
		}
		return name;
	}

	private static String normalized(String host) {
		String name = host.strip();
		if (name.startsWith("[") && name.endsWith("]")) {
			name = name.substring(1, name.length() - 1);
		}
		if (name.endsWith(".")) {
			name = name.substring(0, name.length() - 1);
		}
		name = isAscii(name) ? name.toLowerCase(Locale.ROOT) : toAscii(name);
		InetAddress address = ipv6(name);
		return (address != null) ? address.getHostAddress() : name;
	}

	/**
	 * Parse an IPv6 address, since connections by address are known by the form in which
	 * {@link InetAddress} writes it. Nothing is looked up for a text in brackets.
	 */
	private static @Nullable InetAddress ipv6(String text) {
		try {
			return IP_V6.matcher(text).matches() ? InetAddress.getByName("[" + text + "]") : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	private static boolean isAscii(String text) {
		return text.chars().allMatch((c) -> c < 0x80);
	}

	private static String toAscii(String name) {
		return Arrays.stream(name.split("\\.", -1))
			.map((label) -> isAscii(label) ? label.toLowerCase(Locale.ROOT) : toALabel(label))
			.collect(Collectors.joining("."));
	}

	/**
	 * IDNA 2003 folds much to another name, which may be of somebody else (sharp s to
	 * ss): a U-label is what comes back unchanged, but for case. What is none stays as it
	 * is, and is not among the hosts of any client.
	 */
	private static String toALabel(String label) {
		try {
			String converted = IDN.toASCII(label);
			boolean faithful = converted.startsWith("xn--")
					&& IDN.toUnicode(converted).equals(label.toLowerCase(Locale.ROOT));
			return faithful ? converted : label;
		}
		catch (IllegalArgumentException ex) {
			return label;
		}
	}

}
