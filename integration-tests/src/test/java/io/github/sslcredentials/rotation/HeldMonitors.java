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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;

import org.jspecify.annotations.Nullable;

/**
 * Every monitor and every lock of ours that can be reached from some objects, held by
 * another thread until this is closed.
 */
final class HeldMonitors implements AutoCloseable {

	private static final String OURS = "io.github.sslcredentials.";

	/** The application and the store of the test, and what they give to others. */
	private static final String TEST = "io.github.sslcredentials.rotation.Rotating";

	private final List<Object> objects;

	private final CountDownLatch held = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	private final Thread thread;

	private HeldMonitors(List<Object> objects) throws InterruptedException {
		this.objects = objects;
		this.thread = new Thread(() -> hold(0), "held-monitors");
		this.thread.setDaemon(true);
		this.thread.start();
		this.held.await();
	}

	/**
	 * Hold them.
	 * @param through the start of the names of further classes to look through
	 */
	static HeldMonitors of(String through, Object... roots) throws Exception {
		return new HeldMonitors(reach(through, roots));
	}

	boolean isHeld(Class<?> type) {
		return this.objects.stream().anyMatch(type::isInstance);
	}

	@Override
	public void close() {
		this.release.countDown();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void hold(int index) {
		if (index == this.objects.size()) {
			this.held.countDown();
			awaitRelease();
			return;
		}
		Object object = this.objects.get(index);
		if (object instanceof Lock lock) {
			lock.lock();
		}
		try {
			synchronized (object) {
				hold(index + 1);
			}
		}
		finally {
			if (object instanceof Lock lock) {
				lock.unlock();
			}
		}
	}

	private void awaitRelease() {
		try {
			this.release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static List<Object> reach(String through, Object... roots) throws Exception {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Object> found = new ArrayList<>();
		Deque<Object> open = new ArrayDeque<>(List.of(roots));
		while (!open.isEmpty()) {
			Object object = open.pop();
			if (seen.add(object)) {
				visit(object, through, found, open);
			}
		}
		return found;
	}

	private static void visit(Object object, String through, List<Object> found, Deque<Object> open) throws Exception {
		String type = object.getClass().getName();
		if (type.startsWith(TEST)) {
			return;
		}
		if (object instanceof Collection<?> collection) {
			found.add(object);
			collection.forEach((each) -> push(open, each));
		}
		else if (object instanceof Map<?, ?> map) {
			found.add(object);
			map.forEach((key, value) -> {
				push(open, key);
				push(open, value);
			});
		}
		else if (object instanceof AtomicReference<?> reference) {
			push(open, reference.get());
		}
		else if (object instanceof Lock || object.getClass() == Object.class) {
			found.add(object);
		}
		else if (type.startsWith(OURS)) {
			found.add(object);
			pushFields(object, open);
		}
		else if (type.startsWith(through)) {
			pushFields(object, open);
		}
	}

	private static void pushFields(Object object, Deque<Object> open) throws Exception {
		for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			if (!type.getName().startsWith("java")) {
				for (Field field : type.getDeclaredFields()) {
					if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
						field.setAccessible(true);
						push(open, field.get(object));
					}
				}
			}
		}
	}

	private static void push(Deque<Object> open, @Nullable Object object) {
		if (object != null) {
			open.push(object);
		}
	}

}
