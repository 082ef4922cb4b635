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

import java.security.cert.CertificateParsingException;

/**
 * The kinds of a GeneralName (RFC 5280, section 4.2.1.6), with the tag of each and its
 * name in messages.
 *
 * @author SSL Credentials contributors
 */
enum GeneralNameType {

	OTHER_NAME(0xA0, "otherName"), EMAIL(0x81, "email"), DNS(0x82, "DNS"), X400_ADDRESS(0xA3, "x400Address"),
	DIRECTORY_NAME(0xA4, "directoryName"), EDI_PARTY_NAME(0xA5, "ediPartyName"), URI(0x86, "URI"), IP(0x87, "IP"),
	REGISTERED_ID(0x88, "registeredID");

	private final int tag;

	private final String text;

	GeneralNameType(int tag, String text) {
		this.tag = tag;
		this.text = text;
	}

	static GeneralNameType ofTag(int tag) throws CertificateParsingException {
		for (GeneralNameType type : values()) {
			if (type.tag == tag) {
				return type;
			}
		}
		throw new CertificateParsingException("0x%02x is not the tag of a general name".formatted(tag));
	}

	@Override
	public String toString() {
		return this.text;
	}

}
