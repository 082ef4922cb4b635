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

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Credentials, and TLS with them, for code that knows the path only at run time. It is a
 * bean, and may be used by several threads at once.
 * <p>
 * What the methods return is bound to one identity and to the settings of the top level
 * of {@code ssl.*}: peers are verified against {@code ssl.ca-certificates}, their names
 * are checked unless {@code ssl.verify-hostname} is {@code false}, and connections are
 * for {@code ssl.hosts} only. Contexts and factories read the credential when they are
 * first used; it is then that a {@link CredentialException} is thrown, before a
 * connection is opened.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public interface SslCredentials {

	/**
	 * Return the credential under the given path, from the store if it was not read
	 * before.
	 * @param path the path
	 * @return the credential
	 * @throws CredentialException if there is none, or none that can be used
	 */
	Credential get(CredentialPath path);

	/**
	 * Return a context whose connections present the credential under the given path.
	 * @param path the path
	 * @return the context
	 */
	SSLContext sslContext(CredentialPath path);

	/**
	 * Return a factory whose sockets present the credential under the given path.
	 * @param path the path
	 * @return the factory
	 */
	SSLSocketFactory socketFactory(CredentialPath path);

	/**
	 * Return a factory whose server sockets present the credential under the given path.
	 * Clients that show a certificate are verified against {@code ssl.ca-certificates}.
	 * @param path the path
	 * @return the factory
	 */
	SSLServerSocketFactory serverSocketFactory(CredentialPath path);

	/**
	 * Return a context whose connections present the given key and certificate, without a
	 * store.
	 * @param record the key and certificate
	 * @return the context
	 * @throws InvalidCredentialException if they cannot be used
	 */
	SSLContext sslContext(CredentialRecord record);

	/**
	 * Return a factory whose sockets present the given key and certificate, without a
	 * store.
	 * @param record the key and certificate
	 * @return the factory
	 * @throws InvalidCredentialException if they cannot be used
	 */
	SSLSocketFactory socketFactory(CredentialRecord record);

	/**
	 * Return a factory whose server sockets present the given key and certificate,
	 * without a store.
	 * @param record the key and certificate
	 * @return the factory
	 * @throws InvalidCredentialException if they cannot be used
	 */
	SSLServerSocketFactory serverSocketFactory(CredentialRecord record);

	/**
	 * Ask the store now whether the credential under the given path has changed, and put
	 * what it has into force. When this returns, new connections present it. Nothing is
	 * done for a credential that is not in use: its next use reads it.
	 * @param path the path
	 * @throws CredentialException if the store cannot be asked, or what it has cannot be
	 * used; unless it is revoked or gone, what is in use stays in use
	 */
	void refresh(CredentialPath path);

	/**
	 * Make one handshake with the credential under the given path, and report on it: what
	 * the peer presented and asked for, and, if it is refused on either side, why and
	 * what to do. No request is sent. The connection is made directly, not through a
	 * proxy, and only to one of {@code ssl.hosts}. It takes about a second, which is
	 * waited for a refusal that comes late, and half a minute at most, beside what the
	 * name service and the store take.
	 * @param path the path
	 * @param host the host
	 * @param port the port
	 * @return the report, also where there is no credential or no connection
	 * @throws IllegalArgumentException if the host is empty or the port is none
	 */
	HandshakeReport explain(CredentialPath path, String host, int port);

	/**
	 * Make one handshake as a named client, with its credential and settings, and report
	 * on it.
	 * @param client the name of the client below {@code ssl.clients}
	 * @param host the host, which must be one of the client's
	 * @param port the port
	 * @return the report, also where there is no credential or no connection
	 * @throws IllegalArgumentException if there is no such client, the host is empty or
	 * the port is none
	 * @see #explain(CredentialPath, String, int)
	 */
	HandshakeReport explain(String client, String host, int port);

}
