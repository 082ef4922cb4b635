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

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import io.github.sslcredentials.HandshakeFailedException;
import io.github.sslcredentials.HandshakeReport.Problem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Explains what the Java platform throws, and logs the explanation once.
 */
final class HandshakeFailure {

	private static final Log logger = LogFactory.getLog(HandshakeFailure.class);

	private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]{1,40})");

	private HandshakeFailure() {
	}

	/**
	 * Explain a failure of the handshake.
	 * @return the explanation, or what was thrown if it comes from this side: the socket
	 * was closed, or the thread interrupted
	 */
	static IOException during(HandshakeTrace trace, IOException ex) {
		boolean ours = isClosedByUs(ex)
				|| (ex instanceof InterruptedIOException && !(ex instanceof SocketTimeoutException));
		return ours ? ex : explained(trace, ex);
	}

	/**
	 * Return whether a failure between the handshake and the first data of the peer is
	 * its refusal, as far as can be known.
	 */
	static boolean isRefusal(IOException ex) {
		return isAlert(ex) || isClosedByPeer(ex);
	}

	static boolean isAlert(IOException ex) {
		return ALERT.matcher(String.valueOf(ex.getMessage())).find();
	}

	/**
	 * Explain a failure.
	 */
	static HandshakeFailedException explained(HandshakeTrace trace, IOException ex) {
		return explained(trace, problem(trace, ex), ex);
	}

	/**
	 * Explain a failure of an engine, whether or not its handshake is over.
	 */
	static SSLException of(HandshakeTrace trace, SSLException ex) {
		return (!trace.isFinished() || isRefusal(ex)) ? explained(trace, ex) : ex;
	}

	/**
	 * Say that the credential was not shown.
	 */
	static HandshakeFailedException notShown(HandshakeTrace trace, String refusal) {
		return explained(trace, HandshakeProblem.NOT_SHOWN.with(refusal), new SSLHandshakeException(refusal));
	}

	static Problem problem(HandshakeTrace trace, IOException ex) {
		CertificateException refusal = cause(ex, CertificateException.class);
		X509Certificate[] presented = trace.presentedChain();
		if (refusal != null && presented != null) {
			return new PeerChain(presented, trace.trusted()).problem(refusal);
		}
		String notShown = trace.notShown();
		if (notShown != null) {
			return HandshakeProblem.NOT_SHOWN.with(notShown);
		}
		String message = String.valueOf(ex.getMessage());
		Matcher alert = ALERT.matcher(message);
		if (alert.find()) {
			return PeerAlert.problem(alert.group(1), presented != null || trace.isFinished(), trace.isShown());
		}
		if (cause(ex, SocketTimeoutException.class) != null) {
			return HandshakeProblem.TIMED_OUT.with();
		}
		return isClosedByPeer(ex) ? closed(trace) : said(message);
	}

	static Problem closed(HandshakeTrace trace) {
		if (trace.isShown()) {
			return HandshakeProblem.CLOSED_AFTER_CERTIFICATE.with();
		}
		return (trace.isFinished() ? HandshakeProblem.CLOSED_UNASKED : HandshakeProblem.CLOSED).with();
	}

	private static Problem said(String message) {
		if (message.contains("nrecognized SSL message")) {
			return HandshakeProblem.NOT_TLS.with();
		}
		if (message.contains("No appropriate protocol")) {
			return HandshakeProblem.NOTHING_TO_OFFER.with();
		}
		if (message.contains("is not accepted by client preferences")) {
			return HandshakeProblem.OTHER_PROTOCOL.with();
		}
		return HandshakeProblem.OTHER.with(message);
	}

	private static HandshakeFailedException explained(HandshakeTrace trace, Problem problem, IOException ex) {
		CertificateException refusal = cause(ex, CertificateException.class);
		HandshakeFailedException failure = new HandshakeFailedException(HandshakeReports.of(trace, problem),
				(refusal != null) ? refusal : ex);
		logger.warn(failure.getMessage());
		return failure;
	}

	private static boolean isClosedByPeer(IOException ex) {
		SocketException socket = cause(ex, SocketException.class);
		return (socket != null && !isClosedByUs(socket)) || cause(ex, EOFException.class) != null
				|| String.valueOf(ex.getMessage()).contains("Remote host terminated");
	}

	static boolean isClosedByUs(IOException ex) {
		return ex instanceof SocketException
				&& String.valueOf(ex.getMessage()).matches("(?i)(Socket (is )?closed|Closed by interrupt)");
	}

	private static <T extends Throwable> @Nullable T cause(Throwable ex, Class<T> type) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}
