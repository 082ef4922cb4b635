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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * An HTTPS server on a loopback port of its own that asks for client certificates and
 * records what it saw: per connection whom it took the client for and whether the TLS
 * session was resumed, per request what was asked, and each failed handshake.
 * <p>
 * By default it answers each request with what it saw:
 * {@code {"seenAs":"CN=asalieri","protocol":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384"}}.
 * It speaks HTTP/1.1 with persistent connections. In a test it is closed by JUnit's
 * {@code @AutoClose}, or used as a {@link MutualTlsPartnerExtension}, which also empties
 * the records before each test. Instances may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public class MutualTlsPartner implements AutoCloseable {

	private final PartnerJournal journal = new PartnerJournal();

	private final PartnerService service;

	private final LoopbackServer server;

	MutualTlsPartner(Builder settings) {
		this.service = new PartnerService(new PartnerTls(settings), this.journal, settings.handler);
		this.server = LoopbackServer.start("mutual-tls-partner",
				new InetSocketAddress(settings.bindAddress, settings.port), this.service);
	}

	/**
	 * Start a partner that has a certificate of the given authority for
	 * {@code localhost}, and requires clients to show one of the same authority.
	 * @param ca the authority
	 * @return the partner
	 */
	public static MutualTlsPartner start(DevelopmentCa ca) {
		return builder(ca).start();
	}

	/**
	 * Prepare a partner that has a certificate of the given authority for
	 * {@code localhost}, and requires clients to show one of the same authority, unless
	 * told otherwise.
	 * @param ca the authority
	 * @return a builder
	 */
	public static Builder builder(DevelopmentCa ca) {
		return new Builder(ca);
	}

	/**
	 * Return the port that the partner listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.address().getPort();
	}

	/**
	 * Return the address that the partner listens on.
	 * @return the address with its port
	 */
	public InetSocketAddress address() {
		return this.server.address();
	}

	/**
	 * Return the URI of a path at this partner.
	 * @param path the path, with a query if need be, beginning with a slash
	 * @return the {@code https} URI with the host name {@code localhost}
	 */
	public URI uri(String path) {
		return URI.create("https://localhost:%d%s".formatted(port(), path));
	}

	/**
	 * Answer requests by the given function from now on. It is called by several threads
	 * at once and may wait. If it throws, the connection ends without an answer.
	 * @param handler returns the answer to a request
	 */
	public void answer(Function<PartnerRequest, PartnerResponse> handler) {
		this.service.answer(handler);
	}

	/**
	 * Return the connections whose handshake succeeded. Whatever clients have opened
	 * before is waited for, up to five seconds, until its handshake has ended.
	 * @return a snapshot, in the order in which the handshakes ended
	 */
	public List<PartnerConnection> connections() {
		this.server.awaitAccepted();
		return this.journal.connections();
	}

	/**
	 * Return the requests. A request is recorded before it is answered.
	 * @return a snapshot, in the order in which they were read
	 */
	public List<PartnerRequest> requests() {
		return this.journal.requests();
	}

	/**
	 * Return the connections whose handshake failed, among them those that the client
	 * gave up. Whatever clients have opened before is waited for, up to five seconds,
	 * until its handshake has ended; so a test that finds neither connections nor
	 * failures knows that nobody called.
	 * @return a snapshot, in the order in which the handshakes failed
	 */
	public List<PartnerFailure> failures() {
		this.server.awaitAccepted();
		return this.journal.failures();
	}

	/**
	 * Forget what has been seen so far. Connections stay open, TLS sessions can still be
	 * resumed, and numbers are counted on.
	 */
	public void reset() {
		this.server.awaitAccepted();
		this.journal.reset();
	}

	/**
	 * Close all connections at once, without a TLS closure alert, as a partner that
	 * crashes would.
	 */
	public void closeConnections() {
		this.server.closeConnections();
	}

	/**
	 * Close the port and all connections.
	 */
	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * Whether a partner asks clients for a certificate.
	 */
	public enum ClientAuth {

		/**
		 * It asks, and refuses clients that show none.
		 */
		REQUIRE,

		/**
		 * It asks, and serves clients that show none.
		 */
		WANT,

		/**
		 * It does not ask.
		 */
		NONE

	}

	/**
	 * Settings of a partner.
	 */
	public static final class Builder {

		IssuedCredential serverCredential;

		List<DevelopmentCa> clientAuthorities;

		ClientAuth clientAuth = ClientAuth.REQUIRE;

		List<String> enabledProtocols = List.of();

		boolean sessionTickets = true;

		int port;

		InetAddress bindAddress = InetAddress.getLoopbackAddress();

		Function<PartnerRequest, PartnerResponse> handler = PartnerHttp::describe;

		Builder(DevelopmentCa ca) {
			this.serverCredential = ca.issueServer("localhost");
			this.clientAuthorities = List.of(ca);
		}

		/**
		 * Set the credential of the partner itself.
		 * @param serverCredential the credential
		 * @return this builder
		 */
		public Builder serverCredential(IssuedCredential serverCredential) {
			this.serverCredential = serverCredential;
			return this;
		}

		/**
		 * Set the authorities whose clients the partner trusts. Their names are sent to
		 * clients as those it accepts.
		 * @param clientAuthorities the authorities, at least one
		 * @return this builder
		 */
		public Builder clientAuthorities(DevelopmentCa... clientAuthorities) {
			this.clientAuthorities = List.of(clientAuthorities);
			return this;
		}

		/**
		 * Set whether the partner asks clients for a certificate; by default it requires
		 * one.
		 * @param clientAuth whether it asks
		 * @return this builder
		 */
		public Builder clientAuth(ClientAuth clientAuth) {
			this.clientAuth = clientAuth;
			return this;
		}

		/**
		 * Set the versions of TLS; by default those of the JVM.
		 * @param enabledProtocols the versions, such as {@code TLSv1.2}
		 * @return this builder
		 */
		public Builder enabledProtocols(String... enabledProtocols) {
			this.enabledProtocols = List.of(enabledProtocols);
			return this;
		}

		/**
		 * Set whether sessions are kept in tickets, by the client (RFC 5077), which is
		 * the default, or in the memory of the partner. They can be resumed either way.
		 * <p>
		 * The JDK reads this from the system property
		 * {@code jdk.tls.server.enableSessionTicketExtension} when a context is made, so
		 * the property is set for a moment while the partner starts.
		 * @param sessionTickets whether to use tickets
		 * @return this builder
		 */
		public Builder sessionTickets(boolean sessionTickets) {
			this.sessionTickets = sessionTickets;
			return this;
		}

		/**
		 * Set the address to listen on; by default that of the loopback interface.
		 * @param bindAddress the address
		 * @return this builder
		 */
		public Builder bindAddress(InetAddress bindAddress) {
			this.bindAddress = bindAddress;
			return this;
		}

		/**
		 * Set the port to listen on; by default a free one.
		 * @param port the port
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Set how requests are answered. The function is called by several threads at
		 * once and may wait. If it throws, the connection ends without an answer.
		 * @param handler returns the answer to a request
		 * @return this builder
		 */
		public Builder handler(Function<PartnerRequest, PartnerResponse> handler) {
			this.handler = handler;
			return this;
		}

		/**
		 * Start the partner.
		 * @return the partner, which listens
		 */
		public MutualTlsPartner start() {
			return new MutualTlsPartner(this);
		}

	}

}
