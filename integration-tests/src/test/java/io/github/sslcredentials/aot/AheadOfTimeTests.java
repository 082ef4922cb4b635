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

package io.github.sslcredentials.aot;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerConnection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is processed ahead of time, as the {@code process-aot} goal of the
 * plugin for Maven does, has the same beans, and takes its values when it is started.
 */
@Timeout(300)
class AheadOfTimeTests {

	private static final String[] BUILD = { "--ssl.credential=Build/1", "--ssl.clients.my-bank.credential=Build/2",
			"--ssl.store.jdbc.enabled=true", "--spring.datasource.url=jdbc:h2:mem:build",
			"--spring.flyway.enabled=false", "--spring.main.web-application-type=none", "--spring.main.banner-mode=off",
			"--ssl.encryption.keys.k1=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "--folder=none",
			"--partner=none" };

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(InMemoryApplication.partner());

	@TempDir
	static Path folder;

	private static String classPath = System.getProperty("java.class.path");

	@BeforeAll
	static void process() throws Exception {
		for (String name : List.of("file", "table")) {
			IssuedCredential credential = InMemoryApplication.CA.issueClient(name);
			Files.writeString(folder.resolve(name + ".key"), credential.privateKeyPem());
			Files.writeString(folder.resolve(name + ".crt"), credential.certificateChainPem());
		}
		Path sources = Files.createDirectories(folder.resolve("sources"));
		Path classes = Files.createDirectories(folder.resolve("classes"));
		List<String> arguments = new ArrayList<>(List.of(AotApplication.class.getName(), sources.toString(),
				classes.toString(), classes.toString(), "example", "example"));
		arguments.addAll(List.of(BUILD));
		Result result = java(List.of(), SpringApplicationAotProcessor.class, arguments);
		assertThat(result.code()).as(result.output()).isZero();
		compile(sources, classes);
		classPath = classes + File.pathSeparator + classPath;
	}

	@Test
	void callsPresentTheCredentialsOfTheStart() throws Exception {
		Result result = start("--ssl.credential=Table/1", "--ssl.clients.my-bank.credential=File/file");
		assertThat(result.code()).as(result.output()).isZero();
		assertThat(result.output()).contains("Starting AOT-processed AotApplication")
			.contains("Bundles: [my-bank]")
			.contains("By type: theirs");
		assertThat(partner.connections()).extracting(PartnerConnection::seenAs)
			.containsExactly("CN=table", "CN=file", "CN=table", "CN=file");
	}

	@Test
	void startWithFurtherClientIsRefused() throws Exception {
		assertRefused(start("--ssl.clients.shop.credential=File/file"),
				"The property 'ssl.clients.shop': the application was processed ahead of time without this client.");
	}

	@Test
	void startWhenSwitchedOffIsRefused() throws Exception {
		assertRefused(start("--ssl.enabled=off"),
				"The property 'ssl.enabled': the application was processed ahead of time with its beans, which cannot be taken away.");
	}

	@Test
	void startWithoutClientIsRefused() throws Exception {
		List<String> arguments = Stream.of(BUILD).filter((argument) -> !argument.contains("my-bank")).toList();
		assertRefused(java(List.of("-Dspring.aot.enabled=true"), AotApplication.class, arguments),
				"The property 'ssl.clients.my-bank': the application was processed ahead of time with this client, which is not there any more.");
	}

	private static void assertRefused(Result result, String description) {
		assertThat(result.code()).isEqualTo(1);
		assertThat(result.output().replace(System.lineSeparator(), "\n")).contains("Description:\n\n" + description
				+ "\n\nAction:\n\nProcess the application with the same names of clients and the same switches as it is started with.\n");
		assertThat(partner.connections()).isEmpty();
	}

	private static Result start(String... arguments) throws Exception {
		List<String> all = new ArrayList<>(Stream.of(BUILD)
			.filter((argument) -> Stream.of(arguments)
				.noneMatch((other) -> other.startsWith(argument.substring(0, argument.indexOf('=') + 1))))
			.filter((argument) -> !argument.startsWith("--folder") && !argument.startsWith("--partner"))
			.toList());
		all.addAll(List.of(arguments));
		all.addAll(List.of("--folder=" + folder, "--partner=" + partner.uri("/"), "--ssl.hosts=localhost",
				"--ssl.ca-certificates=" + InMemoryApplication.caLocation()));
		return java(List.of("-Dspring.aot.enabled=true"), AotApplication.class, all);
	}

	private static Result java(List<String> options, Class<?> main, List<String> arguments) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		command.addAll(arguments);
		Path output = Files.createTempFile(folder, "output", ".txt");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("process ends").isTrue();
			return new Result(process.exitValue(), Files.readString(output));
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void compile(Path sources, Path classes) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter problems = new StringWriter();
		try (Stream<Path> files = Files.walk(sources);
				StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			List<Path> all = files.filter((file) -> file.toString().endsWith(".java")).toList();
			boolean compiled = compiler.getTask(
					problems, manager, null, List.of("-nowarn", "-proc:none", "-cp",
							classes + File.pathSeparator + classPath, "-d", classes.toString()),
					null, manager.getJavaFileObjectsFromPaths(all))
				.call();
			assertThat(compiled).as(problems.toString()).isTrue();
		}
	}

	private record Result(int code, String output) {
	}

}
