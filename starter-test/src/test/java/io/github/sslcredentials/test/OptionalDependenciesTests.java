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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a demonstration needs no test library.
 *
 * @author SSL Credentials contributors
 */
class OptionalDependenciesTests {

	@Test
	void startWhenTestLibrariesAreAbsentWorks() throws Exception {
		try (URLClassLoader loader = withoutTestLibraries()) {
			Class<?> caType = loader.loadClass(DevelopmentCa.class.getName());
			Class<?> partnerType = loader.loadClass(MutualTlsPartner.class.getName());
			Object partner = partnerType.getMethod("start", caType)
				.invoke(null, caType.getMethod("create").invoke(null));
			assertThat(partnerType.getMethods()).isNotEmpty();
			((AutoCloseable) partner).close();
			assertThatExceptionOfType(NoClassDefFoundError.class)
				.isThrownBy(() -> loader.loadClass(MutualTlsPartnerExtension.class.getName()));
		}
	}

	private static URLClassLoader withoutTestLibraries() {
		URL[] path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.contains("junit") && !entry.contains("assertj"))
			.map(OptionalDependenciesTests::url)
			.toArray(URL[]::new);
		return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
	}

	private static URL url(String entry) {
		try {
			return new File(entry).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
