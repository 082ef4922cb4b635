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

package io.github.sslcredentials.loading;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

import io.github.sslcredentials.Credential;

/**
 * One reading of a credential. That it ends is said before those who wait for it go on: a
 * {@link FutureTask} says so afterwards, so that who tries again could be given the old
 * failure.
 */
final class LoadTask extends FutureTask<Credential> {

	private final Consumer<LoadTask> end;

	LoadTask(Callable<Credential> reading, Consumer<LoadTask> end) {
		super(reading);
		this.end = end;
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.end.accept(this);
		return super.cancel(mayInterruptIfRunning);
	}

	@Override
	protected void set(Credential credential) {
		this.end.accept(this);
		super.set(credential);
	}

	@Override
	protected void setException(Throwable thrown) {
		this.end.accept(this);
		super.setException(thrown);
	}

}
