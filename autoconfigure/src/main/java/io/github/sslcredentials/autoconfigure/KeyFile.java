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

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file with a secret, which nobody else may read.
 */
final class KeyFile {

	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("----w-rwx");

	private KeyFile() {
	}

	/**
	 * Read a file that must not be readable by all, nor writable by its group.
	 */
	static byte[] read(String property, Path file) {
		try {
			check(property, file);
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new SslCredentialsPropertyException(property, "the file '%s' cannot be read".formatted(file),
					"See that it is a file that exists, and that this process may read it.", ex);
		}
	}

	private static void check(String property, Path file) throws IOException {
		if (!POSIX) {
			return;
		}
		Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
		if (permissions.stream().anyMatch(OTHERS::contains)) {
			throw new SslCredentialsPropertyException(property,
					"the file '%s' is open to others (%s)".formatted(file, PosixFilePermissions.toString(permissions)),
					"Let only its owner use it, with 'chmod 600 %s', and make a new key if somebody may have read this one."
						.formatted(file));
		}
	}

	/**
	 * Make a file that only its owner can read and write, if it is not there yet.
	 */
	static void create(Path file, String content) throws IOException {
		Path directory = file.toAbsolutePath().getParent();
		Files.createDirectories(directory);
		Path written = POSIX
				? Files.createTempFile(directory, file.getFileName().toString(), ".new",
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
				: Files.createTempFile(directory, file.getFileName().toString(), ".new");
		try {
			Files.writeString(written, content);
			publish(written, file);
		}
		finally {
			Files.deleteIfExists(written);
		}
	}

	/**
	 * A link fails where another process was faster; a move could replace its file.
	 */
	private static void publish(Path written, Path file) throws IOException {
		try {
			Files.createLink(file, written);
		}
		catch (FileAlreadyExistsException ex) {
			throw ex;
		}
		catch (UnsupportedOperationException | FileSystemException ex) {
			// the file system has no links
			Files.move(written, file);
		}
	}

}
