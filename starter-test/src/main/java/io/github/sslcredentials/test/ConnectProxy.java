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

package io.github.sslcredentials.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy on a loopback port of its own by which any host name leads to a server of
 * the test: it knows the method CONNECT only (RFC 9110, section 9.3.6). Instances may be
 * shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class ConnectProxy implements AutoCloseable {

	private final BiFunction<String, Integer, @Nullable InetSocketAddress> addresses;

	private final @Nullable String authorization;

	private final List<String> targets = new CopyOnWriteArrayList<>();

	private final LoopbackServer server;

	private ConnectProxy(BiFunction<String, Integer, @Nullable InetSocketAddress> addresses,
			@Nullable String authorization) {
		this.addresses = addresses;
		this.authorization = authorization;
		this.server = LoopbackServer.start("connect-proxy", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
				this::serve);
	}

	/**
	 * Start a proxy that leads all targets to the same address.
	 * @param address the address, such as {@link MutualTlsPartner#address()}
	 * @return the proxy
	 */
	public static ConnectProxy start(InetSocketAddress address) {
		return start((host, port) -> address);
	}

	/**
	 * Start a proxy.
	 * @param addresses returns the address for the host and port of a target, or
	 * {@code null} to refuse it with status 502
	 * @return the proxy
	 */
	public static ConnectProxy start(BiFunction<String, Integer, @Nullable InetSocketAddress> addresses) {
		return new ConnectProxy(addresses, null);
	}

	/**
	 * Start a proxy that requires Basic authentication (RFC 7617).
	 * @param addresses returns the address for the host and port of a target, or
	 * {@code null} to refuse it with status 502
	 * @param username the name of the only user
	 * @param password the password
	 * @return the proxy
	 */
	public static ConnectProxy start(BiFunction<String, Integer, @Nullable InetSocketAddress> addresses,
			String username, String password) {
		byte[] userPass = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
		return new ConnectProxy(addresses, "Basic " + Base64.getEncoder().encodeToString(userPass));
	}

	/**
	 * Return the port that the proxy listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.address().getPort();
	}

	/**
	 * Return the address of the proxy.
	 * @return the address with its port
	 */
	public InetSocketAddress address() {
		return this.server.address();
	}

	/**
	 * Return the proxy as the JDK's clients take it.
	 * @return the proxy setting
	 */
	public Proxy proxy() {
		return new Proxy(Proxy.Type.HTTP, address());
	}

	/**
	 * Return the targets that clients asked for, once authenticated.
	 * @return a snapshot of targets such as {@code api.bank.example:443}, in order
	 */
	public List<String> targets() {
		return List.copyOf(this.targets);
	}

	/**
	 * Forget the targets seen so far.
	 */
	public void reset() {
		this.targets.clear();
	}

	/**
	 * Close the port and all connections.
	 */
	@Override
	public void close() {
		this.server.close();
	}

	private void serve(int connection, Socket client) throws IOException {
		client.setTcpNoDelay(true);
		Tunnel tunnel = new Tunnel(client);
		String target = tunnel.awaitTarget(this.authorization);
		if (target == null) {
			return;
		}
		this.targets.add(target);
		InetSocketAddress address = address(target);
		if (address == null) {
			tunnel.refuse(502, Map.of());
			return;
		}
		tunnel.open(address);
	}

	private @Nullable InetSocketAddress address(String target) {
		int colon = target.lastIndexOf(':');
		String host = target.substring(0, colon);
		return this.addresses.apply(host, Integer.valueOf(target.substring(colon + 1)));
	}

}
