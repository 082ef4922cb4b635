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

import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.SslCredentials;
import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.client.SslClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestOperations;
import org.springframework.web.client.RestTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The beans of the top level, beside those that the application has of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class DefaultBeansTests {

	private static final String WARNING = "This application has a bean of type %s of its own, which is injected where the type is asked for, without the identity of 'ssl.credential'. Ours is injected by @Qualifier(\"%s\")";

	static Stream<Arguments> types() {
		return Stream.of(
				Arguments.of(RestTemplate.class, "sslCredentialsRestTemplate", new RestTemplate(), new RestTemplate()),
				Arguments.of(RestClient.class, "sslCredentialsRestClient", RestClient.create(), RestClient.create()),
				Arguments.of(SSLSocketFactory.class, "sslCredentialsSocketFactory", SSLSocketFactory.getDefault(),
						otherSocketFactory()));
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenApplicationHasNoneIsOfOurs(Class<T> type, String ours, T first, T second,
			CapturedOutput output) {
		runner().run((context) -> {
			assertThat(context.getBean(type)).isSameAs(context.getBean(ours));
			assertThat(context.getBeanProvider(type).getObject()).isSameAs(context.getBean(ours));
			assertThat(injected(context, type)).isSameAs(context.getBean(ours));
			assertThat(output).doesNotContain("of its own");
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenApplicationHasOneIsOfTheirs(Class<T> type, String ours, T first, T second,
			CapturedOutput output) {
		runner().withBean("first", type, () -> first).run((context) -> {
			assertThat(context.getBean(type)).isSameAs(first);
			assertThat(context.getBeanProvider(type).getObject()).isSameAs(first);
			assertThat(injected(context, type)).isSameAs(first);
			assertThat(injectedList(context, type)).isEqualTo(List.of(first));
			assertThat(output).containsOnlyOnce(WARNING.formatted(type.getSimpleName(), ours));
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenApplicationHasTwoIsAmbiguousAsBefore(Class<T> type, String ours, T first, T second,
			CapturedOutput output) {
		runner().withBean("first", type, () -> first).withBean("second", type, () -> second).run((context) -> {
			assertThatExceptionOfType(NoUniqueBeanDefinitionException.class).isThrownBy(() -> injected(context, type))
				.satisfies((ex) -> assertThat(ex.getBeanNamesFound()).containsExactlyInAnyOrder("first", "second"));
			assertThatExceptionOfType(NoUniqueBeanDefinitionException.class).isThrownBy(() -> context.getBean(type));
			assertThat(injectedList(context, type)).isEqualTo(List.of(first, second));
			assertThat(output).containsOnlyOnce(WARNING.formatted(type.getSimpleName(), ours));
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenApplicationHasPrimaryIsOfIt(Class<T> type, String ours, T first, T second) {
		runner().withBean("first", type, () -> first)
			.withBean("second", type, () -> second, (definition) -> definition.setPrimary(true))
			.run((context) -> {
				assertThat(context.getBean(type)).isSameAs(second);
				assertThat(injected(context, type)).isSameAs(second);
			});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionByQualifierIsOfOurs(Class<T> type, String ours, T first, T second) {
		runner().withBean("first", type, () -> first)
			.withBean("second", type, () -> second)
			.withBean(Qualified.class)
			.run((context) -> assertThat(context.getBean(Qualified.class).all).contains(context.getBean(ours, type))
				.doesNotContain(first, second));
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenTheirsHasOurNameIsOfTheirs(Class<T> type, String ours, T first, T second) {
		runner().withBean(ours, type, () -> first).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(type)).isSameAs(first);
			assertThat(context.getBeansOfType(type).values()).containsExactly(first);
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenOneOfTheirsHasOurNameIsAmbiguousAsBefore(Class<T> type, String ours, T first, T second) {
		runner().withBean(ours, type, () -> first)
			.withBean("second", type, () -> second)
			.run((context) -> assertThat(injectedList(context, type)).isEqualTo(List.of(first, second)));
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void beansWhenTheirsIsNoCandidateAreOurs(Class<T> type, String ours, T first, T second, CapturedOutput output) {
		runner().withBean("first", type, () -> first, (definition) -> definition.setAutowireCandidate(false))
			.run((context) -> {
				assertThat(injected(context, type)).isSameAs(context.getBean(ours));
				assertThat(output).doesNotContain("of its own");
			});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void beansWhenNoCredentialIsSetAreNone(Class<T> type, String ours, T first, T second) {
		InMemoryApplication.runner().run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(type).hasSingleBean(SslCredentials.class);
			assertThatExceptionOfType(NoSuchBeanDefinitionException.class).isThrownBy(() -> injected(context, type));
		});
	}

	static Stream<Arguments> supertypes() {
		return Stream.of(
				Arguments.of(RestOperations.class, RestTemplate.class, "sslCredentialsRestTemplate",
						new RestTemplate()),
				Arguments.of(SocketFactory.class, SSLSocketFactory.class, "sslCredentialsSocketFactory",
						SocketFactory.getDefault()));
	}

	@ParameterizedTest
	@MethodSource("supertypes")
	<S, T extends S> void injectionBySupertypeWhenApplicationHasNoneIsOfOurs(Class<S> supertype, Class<T> type,
			String ours, S theirs, CapturedOutput output) {
		runner().run((context) -> {
			assertThat(injected(context, supertype)).isSameAs(context.getBean(ours));
			assertThat(output).doesNotContain("of its own");
		});
	}

	@ParameterizedTest
	@MethodSource("supertypes")
	<S, T extends S> void injectionBySupertypeWhenApplicationHasOneIsOfTheirs(Class<S> supertype, Class<T> type,
			String ours, S theirs, CapturedOutput output) {
		runner().withBean("theirs", supertype, () -> theirs).run((context) -> {
			assertThat(context.getBean(supertype)).isSameAs(theirs);
			assertThat(context.getBeanProvider(supertype).getIfUnique()).isSameAs(theirs);
			assertThat(injected(context, supertype)).isSameAs(theirs);
			assertThat(injectedList(context, supertype)).isEqualTo(List.of(theirs));
			assertThat(context.getBean(ours)).isInstanceOf(type).isNotSameAs(theirs);
			assertThat(output).containsOnlyOnce(WARNING.formatted(supertype.getSimpleName(), ours));
		});
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenParentOfApplicationHasOneIsOfTheirs(Class<T> type, String ours, T first, T second,
			CapturedOutput output) {
		new ApplicationContextRunner().withBean("first", type, () -> first)
			.run((parent) -> runner().withParent(parent).run((context) -> {
				assertThat(injected(context, type)).isSameAs(first);
				assertThat(output).containsOnlyOnce(WARNING.formatted(type.getSimpleName(), ours));
			}));
	}

	@ParameterizedTest
	@MethodSource("types")
	<T> void injectionWhenBeanOfParentIsNoCandidateIsOfOurs(Class<T> type, String ours, T first, T second) {
		new ApplicationContextRunner()
			.withBean("first", type, () -> first, (definition) -> definition.setAutowireCandidate(false))
			.run((parent) -> runner().withParent(parent)
				.run((context) -> assertThat(injected(context, type)).isSameAs(context.getBean(ours))));
	}

	@Test
	void beansWhenNotEnabledAreNone() {
		InMemoryApplication.asalieri()
			.withPropertyValues("ssl.enabled=false", "ssl.clients.bank.credential=" + InMemoryApplication.WAMOZART)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(SslCredentials.class);
				assertThat(Stream.of(context.getBeanDefinitionNames())
					.map((name) -> String.valueOf(context.getType(name)))
					.filter((type) -> type.contains("sslcredentials"))
					.filter((type) -> !type.contains("InMemoryApplication"))
					.filter((type) -> !type.contains(CredentialRepository.class.getName()))).isEmpty();
				assertThat(context).doesNotHaveBean(RestTemplate.class)
					.doesNotHaveBean(RestClient.class)
					.doesNotHaveBean(SSLSocketFactory.class);
			});
	}

	@Test
	void beansWhenApplicationHasTheirNamesStillAreThere() {
		runner().withBean("sslCredentials", String.class, () -> "theirs")
			.withBean("sslClients", String.class, () -> "theirs")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(SslCredentials.class)
				.hasSingleBean(SslClients.class));
	}

	private static SSLSocketFactory otherSocketFactory() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, null, null);
			return context.getSocketFactory();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ApplicationContextRunner runner() {
		return InMemoryApplication.asalieri();
	}

	private static <T> T injected(ApplicationContext context, Class<T> type) {
		return type.cast(injected(context, type, 0));
	}

	private static <T> Object injectedList(ApplicationContext context, Class<T> type) {
		return injected(context, type, 1);
	}

	private static Object injected(ApplicationContext context, Class<?> type, int parameter) {
		Method method = ClassUtils.getMethod(Injected.class, "of", type, List.class);
		return context.getAutowireCapableBeanFactory()
			.resolveDependency(new DependencyDescriptor(new MethodParameter(method, parameter), true), null);
	}

	interface Injected {

		void of(RestTemplate restTemplate, List<RestTemplate> all);

		void of(RestClient restClient, List<RestClient> all);

		void of(SSLSocketFactory socketFactory, List<SSLSocketFactory> all);

		void of(RestOperations restOperations, List<RestOperations> all);

		void of(SocketFactory socketFactory, List<SocketFactory> all);

	}

	static class Qualified {

		final List<Object> all;

		Qualified(@Qualifier("sslCredentialsRestTemplate") RestTemplate restTemplate,
				@Qualifier("sslCredentialsRestClient") RestClient restClient,
				@Qualifier("sslCredentialsSocketFactory") SSLSocketFactory socketFactory) {
			this.all = List.of(restTemplate, restClient, socketFactory);
		}

	}

}
