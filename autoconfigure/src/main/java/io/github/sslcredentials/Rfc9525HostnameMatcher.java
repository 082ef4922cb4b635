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

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLSession;

final class Rfc9525HostnameMatcher implements HostnameMatcher {

	static final Rfc9525HostnameMatcher INSTANCE = new Rfc9525HostnameMatcher();

	@Override
	public void match(X509Certificate certificate, String host) throws HostnameMismatchException {
		throw new HostnameMismatchException(host, List.of(), "not yet");
	}

	@Override
	public void match(SSLSession session, String host) throws HostnameMismatchException {
		throw new HostnameMismatchException(host, List.of(), "not yet");
	}

}
