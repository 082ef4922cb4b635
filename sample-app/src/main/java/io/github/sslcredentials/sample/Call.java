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

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * How a call ended: what the partner saw, or why it was not made.
 *
 * @param ok whether the partner answered
 * @param seenAs whom the partner took us for
 * @param protocol the TLS version
 * @param cipher the cipher suite
 * @param error why there is no answer
 * @author SSL Credentials contributors
 */
record Call(boolean ok, @Nullable String seenAs, @Nullable String protocol, @Nullable String cipher,
		@Nullable String error) {

	static Call answered(Answer answer) {
		return new Call(true, answer.seenAs(), answer.protocol(), answer.cipher(), null);
	}

	static Call refused(Exception ex) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
		String message = cause.getMessage();
		return new Call(false, null, null, null, (message != null) ? message : cause.getClass().getSimpleName());
	}

	/**
	 * Return the call in words.
	 */
	@Override
	public String toString() {
		return this.ok ? "the partner saw '%s' over %s, %s".formatted(this.seenAs, this.protocol, this.cipher)
				: "refused: %s".formatted(this.error);
	}

	/**
	 * What the partner answers.
	 */
	record Answer(String seenAs, String protocol, String cipher) {

	}

}
