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

import java.time.Duration;
import java.util.Map;

import io.github.sslcredentials.test.MutualTlsPartner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the page, in a browser.
 *
 * @author SSL Credentials contributors
 */
@Timeout(120)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTests {

	private static ChromeDriver browser;

	@Autowired
	private MutualTlsPartner partner;

	@Autowired
	private SampleController controller;

	@BeforeAll
	static void startBrowser() {
		browser = Chromium.start();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.quit();
		}
	}

	@BeforeEach
	void open(@LocalServerPort int port) {
		this.partner.reset();
		browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
		browser.get("http://localhost:" + port);
		await(By.cssSelector("#identity:not([aria-busy])"));
	}

	@Test
	void pageShowsWhoWeAre() {
		assertThat(text("path")).isEqualTo("Employee/asalieri/Address/1");
		assertThat(text("subject")).isEqualTo("CN=asalieri");
		assertThat(text("issuer")).isEqualTo("CN=Development CA");
		assertThat(text("fingerprint").replaceAll("[:\\s]", "")).isEqualTo(this.controller.identity().fingerprint());
	}

	@Test
	void pageShowsValidityAsBar() {
		assertThat(text("remaining")).isEqualTo("364 days left");
		assertThat(Double.parseDouble(browser.findElement(By.id("validity")).getDomProperty("value"))).isBetween(0.99,
				1.0);
	}

	@Test
	void verifiedCallShowsWhomThePartnerSaw() {
		assertThat(call("verified").getText()).startsWith("The partner saw CN=asalieri")
			.contains("TLSv1.3", this.partner.requests().get(0).connection().cipherSuite());
	}

	@Test
	void callByWrongNameShowsRefusalInWords() {
		WebElement result = call("wrong-name");
		assertThat(result.getDomAttribute("data-ok")).isEqualTo("false");
		assertThat(result.getText()).startsWith("Refused").contains("127.0.0.1").doesNotContain("Exception");
		assertThat(this.partner.requests()).isEmpty();
	}

	@Test
	void callByWrongNameHasReport() {
		WebElement result = call("wrong-name");
		result.findElement(By.tagName("summary")).click();
		assertThat(result.findElement(By.tagName("pre")).getText())
			.startsWith("Handshake of client 'ssl' with '127.0.0.1:%d': failed".formatted(this.partner.port()))
			.contains("Presented:", "DNS:localhost", "What to do:");
	}

	@Test
	void explainedCallShowsReport() {
		assertThat(call("explained").getText()).startsWith("Accepted by both sides")
			.contains("Handshake of client 'ssl' with 'localhost:%d': accepted".formatted(this.partner.port()),
					"and was shown");
		assertThat(this.partner.requests()).isEmpty();
	}

	@Test
	void unverifiedCallShowsWhomThePartnerSaw() {
		assertThat(call("unverified").getText()).startsWith("The partner saw CN=asalieri");
		assertThat(this.partner.requests()).hasSize(1);
	}

	@Test
	void pageCanBeUsedByKeyboard() {
		button("verified").sendKeys(Keys.ENTER);
		assertThat(result("verified").getText()).startsWith("The partner saw CN=asalieri");
		assertThat(browser.switchTo().activeElement()).isEqualTo(button("verified"));
	}

	@Test
	void pageFitsNarrowScreen() {
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", 320, "height", 600, "deviceScaleFactor", 1, "mobile", true));
		call("verified");
		call("wrong-name").findElement(By.tagName("summary")).click();
		call("explained");
		assertThat(browser.executeScript("return document.documentElement.scrollWidth")).isEqualTo(320L);
	}

	@Test
	void pageKeepsItsContentSecurityPolicy() {
		call("verified");
		call("wrong-name");
		assertThat(browser.manage().logs().get(LogType.BROWSER)).extracting(LogEntry::getMessage).isEmpty();
	}

	private WebElement call(String kind) {
		button(kind).click();
		return result(kind);
	}

	private static WebElement button(String kind) {
		return browser.findElement(By.cssSelector("button[data-call='%s']".formatted(kind)));
	}

	private static WebElement result(String kind) {
		await(By.cssSelector("#%s[data-ok]:not(:empty)".formatted(kind)));
		return browser.findElement(By.id(kind));
	}

	private static String text(String id) {
		return browser.findElement(By.id(id)).getText();
	}

	private static void await(By locator) {
		new WebDriverWait(browser, Duration.ofSeconds(20)).until(ExpectedConditions.presenceOfElementLocated(locator));
	}

}
