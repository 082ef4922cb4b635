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

package io.github.sslcredentials.store.jpa;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import org.hibernate.engine.transaction.jta.platform.internal.AbstractJtaPlatform;

/**
 * A JTA platform on which the caller is always in a transaction. It notes who calls it.
 *
 * @author SSL Credentials contributors
 */
class JtaPlatformInTransaction extends AbstractJtaPlatform {

	private static final long serialVersionUID = 1L;

	final transient List<String> calls = new CopyOnWriteArrayList<>();

	@Override
	protected TransactionManager locateTransactionManager() {
		return create(TransactionManager.class);
	}

	@Override
	protected UserTransaction locateUserTransaction() {
		return create(UserTransaction.class);
	}

	@Override
	public void registerSynchronization(Synchronization synchronization) {
		this.calls.add("registerSynchronization");
	}

	@Override
	public boolean canRegisterSynchronization() {
		return true;
	}

	private <T> T create(Class<T> type) {
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (proxy, method, args) -> {
				this.calls.add(method.getName());
				if (method.getReturnType() == int.class) {
					return Status.STATUS_ACTIVE;
				}
				return (method.getReturnType() == Transaction.class) ? create(Transaction.class) : null;
			}));
	}

}
