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

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The arrows between the packages, and a few habits.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.sslcredentials";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@Test
	void packagesHaveNoCycles() {
		check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
	}

	@Test
	void basePackageUsesNothingOfOurs() {
		check(noClasses().that().resideInAPackage(BASE).should().dependOnClassesThat().resideInAPackage(BASE + ".*.."));
	}

	@Test
	void basePackageUsesOnlyTheJdkAndSpringCore() {
		check(classes().that()
			.resideInAPackage(BASE)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE, "java..", "javax..", "org.jspecify..", "org.springframework.core..",
					"org.springframework.util.."));
	}

	@Test
	void packagesUseOnlyWhatIsBelowThem() {
		mayUse("format");
		mayUse("handshake");
		mayUse("store.jpa");
		mayUse("encryption");
		mayUse("store.jdbc", "encryption", "format");
		mayUse("loading", "format", "encryption");
		mayUse("rotation", "loading", "handshake");
		mayUse("client", "handshake", "rotation");
		mayUse("bundle", "handshake", "rotation");
	}

	@Test
	void onlyAutoconfigureUsesBundles() {
		check(noClasses().that()
			.resideOutsideOfPackages(BASE + ".bundle..", BASE + ".autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + ".bundle.."));
	}

	@Test
	void bundlesKnowNothingOfSpringButBundles() {
		check(noClasses().that()
			.resideInAPackage(BASE + ".bundle..")
			.should()
			.dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.springframework..")
				.and(JavaClass.Predicates.resideOutsideOfPackage("org.springframework.boot.ssl.."))));
	}

	@Test
	void onlyWiringKnowsSpringBoot() {
		check(noClasses().that()
			.resideOutsideOfPackages(BASE + ".autoconfigure..", BASE + ".bundle..", BASE + ".client..",
					BASE + ".actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot.."));
	}

	@Test
	void handshakeKnowsNeitherSpringNorStores() {
		check(noClasses().that()
			.resideInAPackage(BASE + ".handshake..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", BASE + ".store..", BASE + ".loading..", "jakarta.."));
	}

	@Test
	void fieldsAreNotStaticAndMutable() {
		check(fields().that()
			.areStatic()
			.and()
			.areNotFinal()
			.should()
			.haveModifier(JavaModifier.SYNTHETIC)
			.allowEmptyShould(true));
	}

	@Test
	void codeHasNoStandardStreams() {
		check(noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err"));
	}

	private static void mayUse(String name, String... below) {
		String[] allowed = new String[below.length + 1];
		allowed[0] = BASE + "." + name + "..";
		for (int i = 0; i < below.length; i++) {
			allowed[i + 1] = BASE + "." + below[i] + "..";
		}
		check(classes().that()
			.resideInAPackage(BASE + "." + name + "..")
			.should()
			.onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage(BASE + ".*..")
				.or(JavaClass.Predicates.resideInAnyPackage(allowed))));
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
