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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A heap dump in HPROF, the format of HotSpot. Since Java 20 it has fillers among its
 * objects, even if it is of live ones only: where G1 does not compact a region, because
 * hardly anything in it is dead, it makes an array of {@code int} of each gap between
 * what lives, whose elements are what the dead have left (JDK-8392345). Nothing refers to
 * a filler.
 */
final class HeapDump {

	private static final int REFERENCE = 2;

	private static final int INT = 10;

	private static final Map<Integer, Integer> SIZES = Map.of(REFERENCE, Long.BYTES, 4, 1, 5, 2, 6, 4, 7, 8, 8, 1, 9, 2,
			INT, Integer.BYTES, 11, 8);

	private final ByteBuffer dump;

	private final Map<Long, Layout> layouts = new HashMap<>();

	private final List<Integer> instances = new ArrayList<>();

	private final Map<Long, Integer> intArrays = new HashMap<>();

	private final Set<Long> referenced = new HashSet<>();

	private HeapDump(ByteBuffer dump) {
		this.dump = dump;
	}

	/**
	 * Overwrite the fillers of a dump: the arrays of {@code int} that nothing refers to.
	 */
	static void eraseFillers(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			new HeapDump(channel.map(MapMode.READ_WRITE, 0, channel.size())).eraseFillers();
		}
	}

	private void eraseFillers() {
		readHeader();
		while (this.dump.hasRemaining()) {
			readRecord();
		}
		this.instances.forEach(this::readFields);
		this.intArrays.keySet().removeAll(this.referenced);
		for (int position : this.intArrays.values()) {
			this.dump.position(position);
			int length = this.dump.getInt();
			this.dump.get();
			this.dump.put(new byte[length * Integer.BYTES]);
		}
	}

	private void readHeader() {
		while (this.dump.get() != 0) {
			// the name of the format ends with zero
		}
		int size = this.dump.getInt();
		if (size != Long.BYTES) {
			throw new IllegalStateException("Identifiers have %d bytes".formatted(size));
		}
		this.dump.getLong();
	}

	private void readRecord() {
		int tag = this.dump.get();
		this.dump.getInt();
		int length = this.dump.getInt();
		int end = this.dump.position() + length;
		while ((tag == 0x0c || tag == 0x1c) && this.dump.position() < end) {
			readPart();
		}
		this.dump.position(end);
	}

	private void readPart() {
		int tag = Byte.toUnsignedInt(this.dump.get());
		switch (tag) {
			case 0x05, 0x07, 0xff -> readRoot(0);
			case 0x04, 0x06 -> readRoot(4);
			case 0x01, 0x02, 0x03, 0x08 -> readRoot(8);
			case 0x20 -> readClass();
			case 0x21 -> readInstance();
			case 0x22 -> readReferences();
			case 0x23 -> readNumbers();
			default -> throw new IllegalStateException("Part of unknown kind %#x".formatted(tag));
		}
	}

	private void readRoot(int details) {
		readReference();
		skip(details);
	}

	private void readClass() {
		long id = this.dump.getLong();
		skip(4);
		long parent = this.dump.getLong();
		skip(5 * Long.BYTES + 4);
		for (int i = this.dump.getShort(); i > 0; i--) {
			skip(2);
			readValue(this.dump.get());
		}
		for (int i = this.dump.getShort(); i > 0; i--) {
			skip(Long.BYTES);
			readValue(this.dump.get());
		}
		byte[] fields = new byte[this.dump.getShort()];
		for (int i = 0; i < fields.length; i++) {
			skip(Long.BYTES);
			fields[i] = this.dump.get();
		}
		this.layouts.put(id, new Layout(parent, fields));
	}

	/**
	 * The class of an instance may come later.
	 */
	private void readInstance() {
		skip(Long.BYTES + 4);
		this.instances.add(this.dump.position());
		skip(Long.BYTES);
		int length = this.dump.getInt();
		skip(length);
	}

	private void readFields(int position) {
		this.dump.position(position);
		@Nullable Layout layout = this.layouts.get(this.dump.getLong());
		skip(4);
		while (layout != null) {
			for (byte type : layout.fields()) {
				readValue(type);
			}
			layout = this.layouts.get(layout.parent());
		}
	}

	private void readReferences() {
		skip(Long.BYTES + 4);
		int length = this.dump.getInt();
		skip(Long.BYTES);
		for (int i = 0; i < length; i++) {
			readReference();
		}
	}

	private void readNumbers() {
		long id = this.dump.getLong();
		skip(4);
		int position = this.dump.position();
		int length = this.dump.getInt();
		int type = this.dump.get();
		skip(length * size(type));
		if (type == INT) {
			this.intArrays.put(id, position);
		}
	}

	private void readValue(int type) {
		if (type == REFERENCE) {
			readReference();
		}
		else {
			skip(size(type));
		}
	}

	private void readReference() {
		this.referenced.add(this.dump.getLong());
	}

	private void skip(int length) {
		this.dump.position(this.dump.position() + length);
	}

	private static int size(int type) {
		return SIZES.getOrDefault(type, 0);
	}

	private record Layout(long parent, byte[] fields) {

	}

}
