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

import java.util.function.IntConsumer;

import io.github.sslcredentials.CredentialException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Executes the command of the command line as soon as the application has started, before
 * the runners of the application, and ends the process: with 0, or with 1 if it failed or
 * was not done to the end.
 */
final class CredentialCommandListener implements ApplicationListener<ApplicationStartedEvent> {

	private static final Log logger = LogFactory.getLog(CredentialCommandListener.class);

	private final IntConsumer exit;

	CredentialCommandListener() {
		this(System::exit);
	}

	CredentialCommandListener(IntConsumer exit) {
		this.exit = exit;
	}

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		ConfigurableApplicationContext context = event.getApplicationContext();
		CredentialCommand command = CredentialCommands.of(context.getEnvironment());
		if (command != null) {
			int code = run(command, context) ? 0 : 1;
			this.exit.accept(SpringApplication.exit(context, () -> code));
		}
	}

	private static boolean run(CredentialCommand command, ConfigurableApplicationContext context) {
		try {
			CredentialCommand.Outcome outcome = command.run(context);
			outcome.lines().forEach(outcome.complete() ? logger::info : logger::error);
			return outcome.complete();
		}
		catch (SslCredentialsPropertyException ex) {
			logger.error(ex.getMessage() + ". " + ex.action());
			return false;
		}
		catch (CredentialException ex) {
			logger.error(ex.getMessage());
			logger.debug("Cause", ex);
			return false;
		}
	}

}
