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
package io.github.sslcredentials.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.handshake.CredentialSslContext;
import org.jspecify.annotations.Nullable;

/**
 * The {@code sslfactory} of PostgreSQL's JDBC driver for a named client, whose name is
 * {@code sslfactoryarg}: the driver verifies the server as the client does, and presents
 * its credential.
 * <p>
 * The driver takes the name of a class, makes an object of it for each connection, on
 * whatever thread, and passes on texts only: there is no way to give it an object of the
 * application. So this class, and no other, knows the applications of the JVM, from the
 * start of each until it is closed. Where two of them have a client of the name, no
 * connection is made, since it could have the identity of the other one.
 * <p>
 * Safe for use by several threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialPostgresSslFactory extends SSLSocketFactory {

	private static final Set<Registration> REGISTRATIONS = ConcurrentHashMap.newKeySet();

	private final SSLSocketFactory delegate;

	/**
	 * Create a factory, as the driver does.
	 * @param info the properties of the connection, with {@code sslfactoryarg} and an
	 * {@code sslmode} (or {@code ssl=true}) that requires TLS
	 * @throws PostgresSslFactoryException if these are missing, or if there is not
	 * exactly one client of the name
	 */
	public CredentialPostgresSslFactory(Properties info) {
		checkMode(info.getProperty("sslmode"), info.getProperty("ssl"));
		this.delegate = CredentialSslContext.of(registered(info.getProperty("sslfactoryarg")).handshakes.client())
			.getSocketFactory();
	}

	/**
	 * Let connections name a client.
	 * @param name the name of the client
	 * @param handshakes where to find its handshakes
	 * @return the registration, to be closed with the application
	 */
	public static Registration register(String name, BundleHandshakes handshakes) {
		Registration registration = new Registration(name, handshakes);
		REGISTRATIONS.add(registration);
		return registration;
	}

	/**
	 * With any other mode the driver goes on without TLS if the server, or who answers
	 * for it, has none.
	 */
	private static void checkMode(@Nullable String mode, @Nullable String ssl) {
		boolean required = (mode != null)
				? !List.of("disable", "allow", "prefer").contains(mode.toLowerCase(Locale.ROOT))
				: (ssl != null && (ssl.isEmpty() || Boolean.parseBoolean(ssl)));
		if (!required) {
			throw new PostgresSslFactoryException(
					"The connection does not require TLS: set 'sslmode' to 'verify-full', 'verify-ca' or 'require'");
		}
	}

	private static Registration registered(@Nullable String name) {
		if (name == null || name.isEmpty()) {
			throw new PostgresSslFactoryException(
					"The connection names no client: set 'sslfactoryarg' to the name of one of 'ssl.clients'");
		}
		List<Registration> registrations = REGISTRATIONS.stream()
			.filter((registration) -> registration.name.equals(name))
			.toList();
		if (registrations.size() != 1) {
			throw new PostgresSslFactoryException(registrations.isEmpty()
					? "No application of this JVM has the client '%s' that 'sslfactoryarg' names".formatted(name)
					: "Several applications of this JVM have the client '%s' that 'sslfactoryarg' names"
						.formatted(name));
		}
		return registrations.get(0);
	}

	@Override
	public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
		return this.delegate.createSocket(socket, host, port, autoClose);
	}

	@Override
	public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose) throws IOException {
		return this.delegate.createSocket(socket, consumed, autoClose);
	}

	@Override
	public Socket createSocket() throws IOException {
		return this.delegate.createSocket();
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return this.delegate.createSocket(host, port);
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return this.delegate.createSocket(host, port, localHost, localPort);
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return this.delegate.createSocket(host, port);
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
		return this.delegate.createSocket(host, port, localHost, localPort);
	}

	@Override
	public String[] getDefaultCipherSuites() {
		return this.delegate.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.delegate.getSupportedCipherSuites();
	}

	/**
	 * A client that connections may name, as long as it is not closed.
	 */
	public static final class Registration implements AutoCloseable {

		private final String name;

		private final BundleHandshakes handshakes;

		private Registration(String name, BundleHandshakes handshakes) {
			this.name = name;
			this.handshakes = handshakes;
		}

		@Override
		public void close() {
			REGISTRATIONS.remove(this);
		}

	}

}
