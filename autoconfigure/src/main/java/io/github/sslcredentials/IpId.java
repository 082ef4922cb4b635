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

import org.jspecify.annotations.Nullable;

/**
 * The reference identifier of an IP address, which is compared octet by octet (RFC 9525,
 * section 6.4): an IPv4-mapped IPv6 address is not the IPv4 address.
 *
 * @author SSL Credentials contributors
 */
final class IpId implements ReferenceIdentifier {

	private final byte[] address;

	private IpId(byte[] address) {
		this.address = address;
	}

	static @Nullable IpId of(String host) {
		byte[] address = IpAddress.parse(host);
		return (address != null) ? new IpId(address) : null;
	}

	@Override
	public boolean matches(PresentedIdentifier presented) {
		return presented.type() == GeneralNameType.IP && Arrays.equals(presented.value(), this.address);
	}

}
