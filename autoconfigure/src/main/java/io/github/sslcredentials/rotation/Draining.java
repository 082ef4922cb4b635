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

package io.github.sslcredentials.rotation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.github.sslcredentials.Credential;
import io.github.sslcredentials.CredentialPath;
import io.github.sslcredentials.CredentialRetiredEvent;
import io.github.sslcredentials.handshake.HandshakeContext;
import io.github.sslcredentials.handshake.Retirement;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sees versions that are not in force any more to their end: what is idle is closed at
 * once, what is in use when it has ended, and what is left after {@code drain-timeout} is
 * cut.
 * <p>
 * It may be used by several threads at once.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class Draining implements Consumer<HandshakeContext> {

	private static final Log logger = LogFactory.getLog(Draining.class);

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Map<HandshakeContext, Long> retired = new ConcurrentHashMap<>();

	private final Map<CredentialPath, Set<HandshakeContext>> byPath = new ConcurrentHashMap<>();

	private final RotationScheduler scheduler;

	private final EventSink events;

	/**
	 * Create it.
	 * @param scheduler looks at them again and again
	 * @param events is given an event when the last connection of a version is gone
	 */
	public Draining(RotationScheduler scheduler, Consumer<Object> events) {
		this.scheduler = scheduler;
		this.events = new EventSink(events);
	}

	/**
	 * Begin with a version.
	 * @param context the context that is not in force any more
	 */
	@Override
	public void accept(HandshakeContext context) {
		this.retired.put(context, System.nanoTime());
		this.byPath.compute(context.credential().path(), (path, known) -> {
			Set<HandshakeContext> contexts = (known != null) ? known : ConcurrentHashMap.newKeySet();
			contexts.add(context);
			return contexts;
		});
		try {
			context.retirement().begin();
		}
		catch (RuntimeException ex) {
			logger.warn("Connections of %s could not be closed".formatted(context.credential()), ex);
		}
		again(context);
	}

	/**
	 * Return how many exchanges and connections are in use still of all versions of a
	 * credential that are not in force any more.
	 * @param path the path of the credential
	 * @return the number
	 */
	public int inUse(CredentialPath path) {
		Set<HandshakeContext> contexts = this.byPath.get(path);
		return (contexts != null) ? contexts.stream().mapToInt((context) -> context.retirement().inUse()).sum() : 0;
	}

	/**
	 * Return how many exchanges and connections are in use still of all versions that are
	 * not in force any more.
	 * @return the number
	 */
	public int inUse() {
		return this.retired.keySet().stream().mapToInt((context) -> context.retirement().inUse()).sum();
	}

	private void again(HandshakeContext context) {
		this.scheduler.schedule(() -> look(context), INTERVAL);
	}

	private void look(HandshakeContext context) {
		Retirement retirement = context.retirement();
		try {
			retirement.drain();
			if (retirement.inUse() == 0) {
				retirement.end();
				end(context, 0);
			}
			else if (isOver(context)) {
				retirement.end();
				end(context, retirement.cut());
			}
			else {
				again(context);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.warn("Connections of %s could not be closed".formatted(context.credential()), ex);
			if (isOver(context)) {
				remove(context);
			}
			else {
				again(context);
			}
		}
	}

	private void remove(HandshakeContext context) {
		this.retired.remove(context);
		this.byPath.computeIfPresent(context.credential().path(), (path, contexts) -> {
			contexts.remove(context);
			return contexts.isEmpty() ? null : contexts;
		});
	}

	private boolean isOver(HandshakeContext context) {
		Long begun = this.retired.get(context);
		return begun == null || System.nanoTime() - begun > context.settings().drainTimeout().toNanos();
	}

	private void end(HandshakeContext context, int cut) {
		remove(context);
		Credential credential = context.credential();
		String client = context.settings().client();
		if (cut > 0) {
			logger.warn("%d exchanges or connections of '%s' with credential '%s', version %s, were cut after %d ms"
				.formatted(cut, client, credential.path(), credential.version(),
						context.settings().drainTimeout().toMillis()));
		}
		CredentialRetiredEvent event = new CredentialRetiredEvent(credential.path(), credential.version(),
				credential.fingerprint(), client, cut, context.retirement().isComplete());
		this.scheduler.execute(() -> this.events.publish(event));
	}

}
