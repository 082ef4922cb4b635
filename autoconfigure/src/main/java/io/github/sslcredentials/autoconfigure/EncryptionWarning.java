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

import io.github.sslcredentials.autoconfigure.SslCredentialsProperties.Encryption.Mode;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says at start that the shipped table is not encrypted.
 */
final class EncryptionWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(EncryptionWarning.class);

	private final Mode mode;

	EncryptionWarning(Mode mode) {
		this.mode = mode;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.mode == Mode.NONE) {
			logger.warn(
					"'ssl.encryption.mode' is none: whoever reads the table 'ssl_credential', or a backup of it, has the private keys");
		}
	}

}
