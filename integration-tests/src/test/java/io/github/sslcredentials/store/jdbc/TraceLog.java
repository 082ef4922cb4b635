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

package io.github.sslcredentials.store.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * All that we, Spring JDBC, the pool and the driver of PostgreSQL log, at the level TRACE
 * or FINEST.
 */
final class TraceLog implements AutoCloseable {

	private static final List<String> LOGGERS = List.of("io.github.sslcredentials", "org.springframework.jdbc",
			"org.springframework.transaction", "com.zaxxer.hikari", "org.postgresql");

	private final StringBuffer text = new StringBuffer();

	private final Map<Logger, Level> levels = new LinkedHashMap<>();

	private final Appender appender = new Appender();

	private final DriverHandler handler = new DriverHandler();

	private final java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql");

	private final java.util.logging.Level driverLevel = this.driver.getLevel();

	private TraceLog() {
		this.appender.start();
		for (String name : LOGGERS) {
			Logger logger = (Logger) LoggerFactory.getLogger(name);
			this.levels.put(logger, logger.getLevel());
			logger.setLevel(Level.TRACE);
			logger.addAppender(this.appender);
		}
		this.driver.setLevel(java.util.logging.Level.FINEST);
		this.driver.addHandler(this.handler);
	}

	static TraceLog start() {
		return new TraceLog();
	}

	String text() {
		return this.text.toString();
	}

	@Override
	public void close() {
		this.levels.forEach((logger, level) -> {
			logger.detachAppender(this.appender);
			logger.setLevel(level);
		});
		this.driver.removeHandler(this.handler);
		this.driver.setLevel(this.driverLevel);
	}

	private final class Appender extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			TraceLog.this.text.append(event.getFormattedMessage()).append('\n');
			if (event.getThrowableProxy() != null) {
				TraceLog.this.text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
			}
		}

	}

	private final class DriverHandler extends Handler {

		DriverHandler() {
			setLevel(java.util.logging.Level.FINEST);
		}

		@Override
		public void publish(LogRecord record) {
			TraceLog.this.text.append(new SimpleFormatter().format(record));
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
