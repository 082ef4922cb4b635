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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the association of a JPA entity that leads to its parent in a
 * {@link CredentialPath}: in {@code Employee/asalieri/Address/1}, the one from
 * {@code Address} to {@code Employee}.
 * <p>
 * It is needed only where an entity has more than one to-one association with entities of
 * the parent's kind. Once an association of an entity is marked, the ones that are not
 * marked no longer count; mark one for each kind of parent.
 *
 * @author SSL Credentials contributors
 * @since 0.1.0
 * @see CredentialEntity
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.FIELD, ElementType.METHOD })
public @interface CredentialParent {

}
