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

package io.github.sslcredentials.docs.custom;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/custom-repository.md}: its store as a bean.
 */
class PemDirectoryBeanTests {

	/** What {@code sha256sum} says. */
	private static final String FILE = "92ff5d3b1e8f03d7e4d30f3dbfcf1bab46915ac3d7f2a8052f6ab3037a19633d.pem";

	@TempDir
	Path directory;

	@Test
	void credentialOfFileIsFound() throws Exception {
		IssuedCredential issued = DevelopmentCa.create().issueClient("m-1");
		Files.writeString(this.directory.resolve(FILE), issued.privateKeyPem() + issued.certificateChainPem());
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SslCredentialsAutoConfiguration.class))
			.withUserConfiguration(Config.class)
			.withPropertyValues("credentials.directory=" + this.directory)
			.run((context) -> assertThat(context.getBean(SslCredentials.class)
				.get(CredentialPath.parse("Merchant/m-1/Certificate/1"))
				.certificate()).isEqualTo(issued.certificate()));
	}

	@Configuration(proxyBeanMethods = false)
	static class Config {

		// tag::bean[]
		@Bean
		CredentialRepository pemDirectory(@Value("${credentials.directory}") Path directory) {
			return new PemDirectory(directory);
		}
		// end::bean[]

	}

}
