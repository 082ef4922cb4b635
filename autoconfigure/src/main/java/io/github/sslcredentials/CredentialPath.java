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

package io.github.sslcredentials;

import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The name under which a credential is stored: one or more pairs of a kind and an id,
 * ancestors first, such as {@code Employee/asalieri/Address/1}.
 * <p>
 * Kinds and ids are text and are compared exactly, by case and without Unicode
 * normalization; a store converts an id to the type of its key. In the text form a
 * {@code /}, {@code %}, <code>{</code>, <code>}</code> within a kind or id, and a blank
 * at its beginning or end, are written as the percent-encoding of RFC 3986, section 2.1.
 * Instances are immutable and may be shared between threads.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 */
public final class CredentialPath implements Serializable {

	private static final long serialVersionUID = 1L;

	/**
	 * The largest number of characters in the text form of a path.
	 */
	public static final int MAX_LENGTH = 1024;

	private static final String ESCAPED = "/%{}";

	@SuppressWarnings("serial") // an immutable list of the JDK
	private final List<String> segments;

	private final String text;

	private CredentialPath(List<String> segments) {
		this.segments = List.copyOf(segments);
		this.text = String.join("/", this.segments.stream().map(CredentialPath::escape).toList());
		if (this.text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("Credential path of %d characters is longer than %d, it begins with '%s'"
				.formatted(this.text.length(), MAX_LENGTH, this.text.substring(0, 40)));
		}
	}

	/**
	 * Return the path of the given kinds and ids, in turn:
	 * {@code of("Employee", "asalieri", "Address", 1)}.
	 * @param kindsAndIds kinds (strings), each followed by its id (a string, an integral
	 * number or a {@link UUID})
	 * @return the path
	 * @throws IllegalArgumentException if an element is null, blank, of another type or
	 * has a control character, or if an id is missing
	 */
	public static CredentialPath of(Object... kindsAndIds) {
		if (kindsAndIds.length == 0 || kindsAndIds.length % 2 != 0) {
			throw new IllegalArgumentException("Credential path needs pairs of a kind and an id, but has %d elements"
				.formatted(kindsAndIds.length));
		}
		List<String> segments = new ArrayList<>(kindsAndIds.length);
		for (Object element : kindsAndIds) {
			segments.add(checked(text(element), "of " + kindsAndIds.length + " elements"));
		}
		return new CredentialPath(segments);
	}

	/**
	 * Return the path with the given text form.
	 * @param text the text form, as {@link #toString()} returns it
	 * @return the path
	 * @throws IllegalArgumentException if the text is no path
	 */
	public static CredentialPath parse(String text) {
		if (text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException("Credential path of %d characters is longer than %d, it begins with '%s'"
				.formatted(text.length(), MAX_LENGTH, printable(text.substring(0, 40))));
		}
		String where = "'" + printable(text) + "'";
		String[] elements = text.split("/", -1);
		if (elements.length % 2 != 0) {
			throw new IllegalArgumentException(
					"Credential path %s needs pairs of a kind and an id, as in 'Employee/asalieri/Address/1', but has %d element%s"
						.formatted(where, elements.length, (elements.length != 1) ? "s" : ""));
		}
		List<String> segments = new ArrayList<>(elements.length);
		for (String element : elements) {
			segments.add(checked(unescape(element, where), where));
		}
		return new CredentialPath(segments);
	}

	/**
	 * Return the kind of the last pair, such as {@code Address}.
	 * @return the kind
	 */
	public String kind() {
		return this.segments.get(this.segments.size() - 2);
	}

	/**
	 * Return the id of the last pair, such as {@code 1}.
	 * @return the id
	 */
	public String id() {
		return this.segments.get(this.segments.size() - 1);
	}

	/**
	 * Return the path without its last pair, such as {@code Employee/asalieri}.
	 * @return the parent, or {@code null} if this path has one pair only
	 */
	public @Nullable CredentialPath parent() {
		int size = this.segments.size() - 2;
		return (size > 0) ? new CredentialPath(this.segments.subList(0, size)) : null;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return this == obj || (obj instanceof CredentialPath other && this.segments.equals(other.segments));
	}

	@Override
	public int hashCode() {
		return this.segments.hashCode();
	}

	/**
	 * Return the text form, which {@link #parse(String)} reads.
	 */
	@Override
	public String toString() {
		return this.text;
	}

	private static String text(@Nullable Object element) {
		if (element instanceof CharSequence || element instanceof UUID || element instanceof Long
				|| element instanceof Integer || element instanceof Short || element instanceof Byte
				|| element instanceof BigInteger) {
			return element.toString();
		}
		throw new IllegalArgumentException(
				"Credential path takes text, integral numbers and UUIDs as its elements, not %s"
					.formatted((element != null) ? "a value of type " + element.getClass().getName() : "null"));
	}

	private static String checked(String element, String where) {
		if (element.isBlank()) {
			throw new IllegalArgumentException("Credential path %s has an empty kind or id".formatted(where));
		}
		for (int i = 0; i < element.length(); i++) {
			if (Character.isISOControl(element.charAt(i))) {
				throw new IllegalArgumentException("Credential path %s has the control character U+%04X"
					.formatted(where, (int) element.charAt(i)));
			}
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(element)) {
			throw new IllegalArgumentException("Credential path %s has an unpaired surrogate".formatted(where));
		}
		return element;
	}

	private static String escape(String element) {
		StringBuilder escaped = new StringBuilder(element.length());
		for (int i = 0; i < element.length(); i++) {
			char c = element.charAt(i);
			boolean edge = i == 0 || i == element.length() - 1;
			if (ESCAPED.indexOf(c) >= 0 || (edge && Character.isWhitespace(c))) {
				for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
					escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
				}
			}
			else {
				escaped.append(c);
			}
		}
		return escaped.toString();
	}

	private static String unescape(String element, String where) {
		if (element.indexOf('{') >= 0 || element.indexOf('}') >= 0) {
			throw new IllegalArgumentException(
					"Credential path %s has a variable, which cannot be resolved here".formatted(where));
		}
		if (element.indexOf('%') < 0) {
			if (!element.equals(element.strip())) {
				throw new IllegalArgumentException(
						"Credential path %s has a blank at the beginning or end of a kind or id, write it as '%%20'"
							.formatted(where));
			}
			return element;
		}
		ByteBuffer bytes = ByteBuffer.allocate(element.length() * 3);
		for (int i = 0; i < element.length(); i++) {
			char c = element.charAt(i);
			if (c != '%') {
				int end = (Character.isHighSurrogate(c) && i + 1 < element.length()) ? i + 2 : i + 1;
				bytes.put(StandardCharsets.UTF_8.encode(CharBuffer.wrap(element, i, end)));
				i = end - 1;
				continue;
			}
			if (i + 2 >= element.length() || !HexFormat.isHexDigit(element.charAt(i + 1))
					|| !HexFormat.isHexDigit(element.charAt(i + 2))) {
				throw new IllegalArgumentException(
						"Credential path %s has a '%%' without two hexadecimal digits after it".formatted(where));
			}
			bytes.put((byte) HexFormat.fromHexDigits(element, i + 1, i + 3));
			i += 2;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException(
					"Credential path %s has a percent-encoding that is not UTF-8".formatted(where), ex);
		}
	}

	private static String printable(String text) {
		return text.chars()
			.collect(StringBuilder::new,
					(printable, c) -> printable.append(Character.isISOControl(c) ? "\\u%04x".formatted(c) : (char) c),
					StringBuilder::append)
			.toString();
	}

}
