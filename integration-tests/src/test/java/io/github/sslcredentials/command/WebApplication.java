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

package io.github.sslcredentials.command;

import org.apache.commons.logging.LogFactory;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * An application with a web server and work of its own.
 */
@SpringBootApplication
@EnableScheduling
class WebApplication {

	static final String WORK = "The application does its work";

	@Bean
	CommandLineRunner work() {
		return (arguments) -> LogFactory.getLog(WebApplication.class).info(WORK);
	}

	@Scheduled(fixedRate = 1000)
	void schedule() {
		LogFactory.getLog(WebApplication.class).info(WORK);
	}

	public static void main(String[] arguments) {
		SpringApplication.run(WebApplication.class, arguments);
	}

}
