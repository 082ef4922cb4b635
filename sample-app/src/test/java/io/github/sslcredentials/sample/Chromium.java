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

package io.github.sslcredentials.sample;

import java.io.File;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The Chromium of this machine. Its driver gives it an empty profile each time.
 *
 * @author SSL Credentials contributors
 */
final class Chromium {

	private static final Log logger = LogFactory.getLog(Chromium.class);

	private static final File BROWSER = new File("/usr/bin/chromium");

	private static final File DRIVER = new File("/usr/bin/chromedriver");

	private Chromium() {
	}

	static ChromeDriver start() {
		assumeInstalled();
		ChromeOptions options = new ChromeOptions();
		options.setBinary(BROWSER);
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync");
		return new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build(), options);
	}

	private static void assumeInstalled() {
		boolean installed = BROWSER.canExecute() && DRIVER.canExecute();
		String problem = "The page is not tested: '%s' or '%s' is missing (apt-get install chromium chromium-driver)"
			.formatted(BROWSER, DRIVER);
		if (!installed) {
			logger.warn(problem);
		}
		Assumptions.assumeTrue(installed, problem);
	}

}
