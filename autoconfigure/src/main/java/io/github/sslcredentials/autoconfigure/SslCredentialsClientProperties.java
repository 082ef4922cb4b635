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

package io.github.sslcredentials.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What can be set for a client: at the top level of {@code ssl}, and again for each named
 * client, which inherits what it does not set.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public class SslCredentialsClientProperties {

	/**
	 * Path of the credential to present, such as "Employee/asalieri/Address/1".
	 */
	private @Nullable String credential;

	/**
	 * Hosts that the identity and its connections are for: names, IP addresses, or "*."
	 * and a name for one label. Any host if none is listed.
	 */
	private @Nullable List<String> hosts;

	/**
	 * Whether to check that the certificate of a peer is for its host (RFC 9525). True by
	 * default. The chain is always validated.
	 */
	private @Nullable Boolean verifyHostname;

	/**
	 * Name to check the certificate of the peer for, and to send as server name
	 * indication, instead of the host that is called.
	 */
	private @Nullable String serverName;

	/**
	 * What peers are verified against: "system" (what the Java platform trusts, the
	 * default), "record" (what is stored with the credential), "file:" and "classpath:"
	 * locations of PEM or DER certificates; several are added up.
	 */
	private @Nullable List<String> caCertificates;

	/**
	 * TLS protocol versions to enable. Those of the Java platform if none is listed.
	 */
	private @Nullable List<String> enabledProtocols;

	/**
	 * Cipher suites to enable. Those of the Java platform if none is listed.
	 */
	private @Nullable List<String> ciphers;

	/**
	 * Whether the application refuses to start when the credential cannot be used. False
	 * by default.
	 */
	private @Nullable Boolean failFast;

	/**
	 * How long a connection of a version that is not in force any more may be in use
	 * before it is cut. 30 seconds by default.
	 */
	private @Nullable Duration drainTimeout;

	public @Nullable String getCredential() {
		return this.credential;
	}

	public void setCredential(@Nullable String credential) {
		this.credential = credential;
	}

	public @Nullable List<String> getHosts() {
		return this.hosts;
	}

	public void setHosts(@Nullable List<String> hosts) {
		this.hosts = hosts;
	}

	public @Nullable Boolean getVerifyHostname() {
		return this.verifyHostname;
	}

	public void setVerifyHostname(@Nullable Boolean verifyHostname) {
		this.verifyHostname = verifyHostname;
	}

	public @Nullable String getServerName() {
		return this.serverName;
	}

	public void setServerName(@Nullable String serverName) {
		this.serverName = serverName;
	}

	public @Nullable List<String> getCaCertificates() {
		return this.caCertificates;
	}

	public void setCaCertificates(@Nullable List<String> caCertificates) {
		this.caCertificates = caCertificates;
	}

	public @Nullable List<String> getEnabledProtocols() {
		return this.enabledProtocols;
	}

	public void setEnabledProtocols(@Nullable List<String> enabledProtocols) {
		this.enabledProtocols = enabledProtocols;
	}

	public @Nullable List<String> getCiphers() {
		return this.ciphers;
	}

	public void setCiphers(@Nullable List<String> ciphers) {
		this.ciphers = ciphers;
	}

	public @Nullable Boolean getFailFast() {
		return this.failFast;
	}

	public void setFailFast(@Nullable Boolean failFast) {
		this.failFast = failFast;
	}

	public @Nullable Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(@Nullable Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

}
