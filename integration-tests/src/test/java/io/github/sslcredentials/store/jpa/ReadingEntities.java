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

import io.github.sslcredentials.CredentialEntity;
import jakarta.persistence.Basic;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Version;

/**
 * Entities for the tests of how rows are read.
 *
 * @author SSL Credentials contributors
 */
final class ReadingEntities {

	private ReadingEntities() {
	}

	/** Its id column ignores case: the tests alter its type. */
	@Entity(name = "Region")
	static class Region extends Entities.Stored {

		@Id
		String id;

		Region() {
		}

		Region(String id) {
			this.id = id;
		}

	}

	/** Its column ignores case and is no key: the tests take it away. */
	@Entity(name = "Loose")
	static class Loose extends Entities.Stored {

		@Id
		String id;

	}

	@Entity(name = "RegionKey")
	static class RegionKey extends Entities.Stored {

		@Id
		long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "region_id", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		Region region;

		RegionKey() {
		}

		RegionKey(long id, Region region) {
			this.id = id;
			this.region = region;
		}

	}

	@Entity(name = "Cached")
	@Cacheable
	static class Cached extends Entities.Stored {

		@Id
		Long id;

		Cached() {
		}

		Cached(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Versioned")
	static class Versioned extends Entities.Stored {

		@Id
		Long id;

		@Version
		int version;

		Versioned() {
		}

		Versioned(long id) {
			this.id = id;
		}

	}

	@Entity(name = "Material")
	@Cacheable
	static class Material {

		@Id
		Long id;

		@Basic(fetch = FetchType.LAZY)
		String text;

		Material() {
		}

		Material(long id, String text) {
			this.id = id;
			this.text = text;
		}

		String text() {
			return this.text;
		}

	}

	/** Reads its key from an association that is loaded only when it is asked for. */
	@Entity(name = "Lazy")
	static class Lazy implements CredentialEntity {

		@Id
		Long id;

		@OneToOne(fetch = FetchType.LAZY, cascade = CascadeType.PERSIST)
		Material material;

		Lazy() {
		}

		Lazy(Material material) {
			this.id = material.id;
			this.material = material;
		}

		@Override
		public String privateKeyPem() {
			return this.material.text();
		}

		@Override
		public String certificateChainPem() {
			return null;
		}

		@Override
		public String trustAnchorsPem() {
			return "-----FAKE ANCHORS";
		}

		@Override
		public String privateKeyPassword() {
			return "fake password";
		}

	}

	/** Changes itself when it is loaded. */
	@Entity(name = "Restless")
	static class Restless extends Entities.Stored {

		@Id
		Long id;

		Restless() {
		}

		Restless(long id) {
			this.id = id;
		}

		@PostLoad
		void change() {
			this.cert = "-----CHANGED";
		}

	}

}
