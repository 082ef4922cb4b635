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

package io.github.sslcredentials.handshake;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

/**
 * An engine that, on the client's side, does not shake hands unless the names of its peer
 * agree.
 */
final class CredentialSslEngine extends DelegatingSslEngine {

	private final HandshakeContext context;

	private final HandshakeSettings settings;

	/** Whether there is nothing to check any more. */
	private boolean begun;

	/** What is noted until the peer has answered. */
	private volatile @Nullable HandshakeTrace trace;

	/** Why nothing is read any more. */
	private @Nullable SSLException refusal;

	/** What the Java platform has failed with, explained. */
	private @Nullable SSLException failure;

	CredentialSslEngine(SSLEngine delegate, HandshakeContext context) {
		super(delegate);
		this.context = context;
		this.settings = context.settings();
	}

	@Override
	public void setUseClientMode(boolean mode) {
		this.delegate.setUseClientMode(mode);
		this.begun = !mode;
		SSLParameters parameters = this.delegate.getSSLParameters();
		this.delegate
			.setSSLParameters(mode ? PeerNames.configure(parameters, this.settings) : this.settings.limit(parameters));
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		this.delegate.setSSLParameters(getUseClientMode() ? PeerNames.enforce(parameters, this.settings) : parameters);
	}

	@Override
	public void beginHandshake() throws SSLException {
		begin();
		HandshakeTrace trace = this.trace;
		try {
			this.delegate.beginHandshake();
		}
		catch (SSLException ex) {
			throw (trace != null) ? explained(trace, ex) : ex;
		}
	}

	@Override
	public @Nullable Runnable getDelegatedTask() {
		Runnable task = this.delegate.getDelegatedTask();
		HandshakeTrace trace = this.trace;
		return (task != null && trace != null) ? () -> run(task, trace) : task;
	}

	@Override
	public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
		begin();
		HandshakeTrace trace = this.trace;
		return (trace == null) ? this.delegate.wrap(sources, offset, length, target)
				: checked(trace, traced(trace, () -> this.delegate.wrap(sources, offset, length, target)));
	}

	@Override
	public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
		begin();
		if (this.refusal != null) {
			throw this.refusal;
		}
		HandshakeTrace trace = this.trace;
		if (trace == null) {
			return this.delegate.unwrap(source, targets, offset, length);
		}
		SSLEngineResult result = traced(trace, () -> this.delegate.unwrap(source, targets, offset, length));
		if (result.bytesProduced() > 0) {
			this.trace = null;
		}
		return checked(trace, result);
	}

	private void begin() throws SSLException {
		if (!this.begun && getUseClientMode()) {
			SSLParameters parameters = PeerNames.enforce(this.delegate.getSSLParameters(), this.settings);
			this.delegate.setSSLParameters(parameters);
			PeerNames.check(parameters, getPeerHost(), this.settings);
			this.trace = new HandshakeTrace(this.context, getPeerHost(), getPeerPort(), parameters);
			this.begun = true;
		}
	}

	private static void run(Runnable task, HandshakeTrace trace) {
		HandshakeTrace previous = trace.enter();
		try {
			task.run();
		}
		finally {
			HandshakeTrace.leave(previous);
		}
	}

	private SSLEngineResult traced(HandshakeTrace trace, Step step) throws SSLException {
		HandshakeTrace previous = trace.enter();
		try {
			return step.take();
		}
		catch (SSLException ex) {
			throw explained(trace, ex);
		}
		finally {
			HandshakeTrace.leave(previous);
		}
	}

	/**
	 * The Java platform may throw the same again, in another method: it is explained
	 * once.
	 */
	private synchronized SSLException explained(HandshakeTrace trace, SSLException ex) {
		SSLException failure = this.failure;
		if (failure == null) {
			failure = HandshakeFailure.of(trace, ex);
			this.failure = failure;
		}
		return failure;
	}

	private SSLEngineResult checked(HandshakeTrace trace, SSLEngineResult result) throws SSLException {
		if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
			checkOffered(trace);
		}
		return result;
	}

	/**
	 * After a refusal nothing is read any more, and only the closure alert is written.
	 */
	private void checkOffered(HandshakeTrace trace) throws SSLException {
		try {
			HandshakeContext.checkOffered(this.delegate.getSession(), trace);
			this.context.mark(this.delegate.getSession());
		}
		catch (SSLException ex) {
			this.refusal = ex;
			this.delegate.closeOutbound();
			throw ex;
		}
	}

	/**
	 * One step of the Java platform's engine.
	 */
	private interface Step {

		SSLEngineResult take() throws SSLException;

	}

}
