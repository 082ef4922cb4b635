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

package io.github.sslcredentials.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import io.github.sslcredentials.app.InMemoryApplication;
import io.github.sslcredentials.test.ConnectProxy;
import io.github.sslcredentials.test.IssuedCredential;
import io.github.sslcredentials.test.MutualTlsPartner.ClientAuth;
import io.github.sslcredentials.test.MutualTlsPartnerExtension;
import io.github.sslcredentials.test.PartnerRequest;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JettyClientHttpRequestFactoryBuilder;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.RestTemplateCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application that puts something in place of our TLS is told so, before a request
 * goes out without its identity. The partner would have taken it.
 */
class ReplacedTlsTests {

	private static final String OTHER_TLS = "The connection to 'localhost' does not bear the identity of 'Employee/asalieri/Address/1': a customizer of this application has replaced the connection manager, the TLS strategy or the route planner of the HTTP client; remove it, or use a client of your own. Nothing was sent";

	private static final String OTHER_CLIENT = "The HTTP client for 'Employee/asalieri/Address/1' is not the one that bears its identity: a customizer of this application has called setHttpClient on the request factory; remove it, or use a client of your own";

	private static final String OWN_BUILDER = "The application makes its HTTP requests with a '%s', which cannot present the identity of a client";

	@RegisterExtension
	static final MutualTlsPartnerExtension partner = new MutualTlsPartnerExtension(
			InMemoryApplication.partner().clientAuth(ClientAuth.WANT));

	@ParameterizedTest
	@EnumSource
	void callWhenConnectionManagerIsReplacedIsRefused(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder
				.withHttpClientCustomizer((client) -> client.setConnectionManager(connections().build())))
			.run((context) -> assertRefused(caller, context, OTHER_TLS));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenTlsStrategyIsReplacedIsRefused(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder
				.withConnectionManagerCustomizer((connections) -> connections.setTlsSocketStrategy(otherTls())))
			.run((context) -> assertRefused(caller, context, OTHER_TLS));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenRoutePlannerSaysThatRouteIsNotSecureIsRefused(HttpCaller caller) {
		InMemoryApplication.customized((builder) -> builder
			.withConnectionManagerCustomizer((connections) -> connections.setTlsSocketStrategy(otherTls()))
			.withHttpClientCustomizer((client) -> client.setRoutePlanner((target, context) -> new HttpRoute(target))))
			.run((context) -> assertRefused(caller, context, OTHER_TLS));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenRoutePlannerSendsToProxyWithoutTunnelIsRefused(HttpCaller caller) {
		try (ConnectProxy proxy = ConnectProxy.start(partner.address())) {
			HttpHost host = new HttpHost("localhost", proxy.port());
			InMemoryApplication
				.customized((builder) -> builder.withHttpClientCustomizer((client) -> client
					.setRoutePlanner((target, context) -> new HttpRoute(target, null, host, false))))
				.run((context) -> assertRefused(caller, context, OTHER_TLS));
		}
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHttpClientIsReplacedIsRefused(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder.withCustomizer((requestFactory) -> requestFactory
				.setHttpClient(HttpClients.custom().setConnectionManager(connections().build()).build())))
			.run((context) -> assertRefused(caller, context, OTHER_CLIENT));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenHttpClientOfAnotherKindTakesItsPlaceIsRefused(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder.withCustomizer(
					(requestFactory) -> requestFactory.setHttpClient(HttpClients.createMinimal(connections().build()))))
			.run((context) -> assertRefused(caller, context, OTHER_CLIENT));
		assertThat(partner.connections()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void callWhenRoutePlannerKnowsHostOnlyPresentsIdentity(HttpCaller caller) {
		withRoutes((target) -> {
			if (!target.equals(new HttpHost("https", "localhost", partner.port()))) {
				throw new IllegalStateException("'%s' is not allowed".formatted(target));
			}
		}).run((context) -> {
			caller.get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenRoutePlannerRefusesFailsByItsException(HttpCaller caller) {
		AtomicBoolean allowed = new AtomicBoolean();
		withRoutes((target) -> {
			if (!allowed.get()) {
				throw new HttpException("not now");
			}
		}).run((context) -> {
			assertThatExceptionOfType(ResourceAccessException.class)
				.isThrownBy(() -> caller.get(context, partner.uri("/")))
				.havingRootCause()
				.isExactlyInstanceOf(HttpException.class)
				.withMessage("not now");
			allowed.set(true);
			caller.get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenReplacedButIdentityOfAnotherClientIsPresentedIsRefused(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder.withConnectionManagerCustomizer((connections) -> connections
				.setTlsSocketStrategy(new DefaultClientTlsStrategy(bundle().createSslContext()))))
			.run((context) -> assertRefused(caller, context, OTHER_TLS));
	}

	@ParameterizedTest
	@EnumSource
	void callWhenCustomizersAreHarmlessPresentsIdentity(HttpCaller caller) {
		InMemoryApplication
			.customized((builder) -> builder
				.withHttpClientCustomizer(
						(client) -> client.setDefaultHeaders(List.of(new BasicHeader("X-Test", "client")))
							.setUserAgent("theirs"))
				.withConnectionManagerCustomizer((connections) -> connections.setMaxConnTotal(1))
				.withDefaultRequestConfigCustomizer((config) -> config.setExpectContinueEnabled(true))
				.withCustomizer((requestFactory) -> requestFactory.setConnectionRequestTimeout(5_000)))
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertThat(partner.requests()).singleElement().satisfies((request) -> {
					assertThat(request.seenAs()).isEqualTo("CN=asalieri");
					assertThat(request.header("X-Test")).isEqualTo("client");
					assertThat(request.header("User-Agent")).isEqualTo("theirs");
				});
			});
	}

	@Test
	void startWhenRestTemplateCustomizerReplacesRequestFactoryIsRefused() {
		withCustomizer((restTemplate) -> restTemplate.setRequestFactory(new SimpleClientHttpRequestFactory()))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnsupportedRequestFactoryException.class)
				.hasMessage(
						"A RestTemplateCustomizer has replaced the request factory of a RestTemplate that presents an identity, by a '%s'",
						SimpleClientHttpRequestFactory.class.getName()));
	}

	@Test
	void startWhenRestTemplateCustomizerWrapsRequestFactoryIsAccepted() {
		withCustomizer((restTemplate) -> restTemplate
			.setRequestFactory(new BufferingClientHttpRequestFactory(restTemplate.getRequestFactory())))
			.run((context) -> {
				HttpCaller.REST_TEMPLATE.get(context, partner.uri("/"));
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			});
	}

	@Test
	void startWhenWrapperHidesAnotherRequestFactoryIsRefused() {
		withCustomizer((restTemplate) -> restTemplate
			.setRequestFactory(new BufferingClientHttpRequestFactory(new JdkClientHttpRequestFactory())))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageEndingWith("by a '%s'", JdkClientHttpRequestFactory.class.getName()));
	}

	@Test
	void startWhenBuilderIsOfTheApplicationIsRefused() {
		ClientHttpRequestFactoryBuilder<?> builder = ClientHttpRequestFactoryBuilder
			.of(JdkClientHttpRequestFactory::new);
		InMemoryApplication.asalieri()
			.withBean(ClientHttpRequestFactoryBuilder.class, () -> builder)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnsupportedRequestFactoryException.class)
				.hasMessage(OWN_BUILDER, builder.getClass().getName())
				.extracting((ex) -> ((UnsupportedRequestFactoryException) ex).action())
				.isEqualTo(
						"Set 'spring.http.clients.imperative.factory', or let your bean of type ClientHttpRequestFactoryBuilder be one of those that the interface makes, such as ClientHttpRequestFactoryBuilder.httpComponents() or jdk()."));
	}

	@Test
	void callWhenRestTemplateBuilderHasAnotherLibraryPresentsIdentity() {
		InMemoryApplication.asalieri()
			.withBean(RestTemplateBuilder.class,
					() -> new RestTemplateBuilder().requestFactory(SimpleClientHttpRequestFactory.class))
			.run((context) -> {
				HttpCaller.REST_TEMPLATE.get(context, partner.uri("/"));
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			});
	}

	static Stream<JettyClientHttpRequestFactoryBuilder> replacedJetty() {
		JettyClientHttpRequestFactoryBuilder jetty = ClientHttpRequestFactoryBuilder.jetty();
		return Stream.of(
				jetty.withClientConnectorCustomizerCustomizer(
						(connector) -> connector.setSslContextFactory(new SslContextFactory.Client())),
				jetty.withHttpClientTransportFactory((connector) -> new HttpClientTransportOverHTTP()));
	}

	@ParameterizedTest
	@MethodSource("replacedJetty")
	void callWhenTlsOfJettyIsReplacedIsRefused(JettyClientHttpRequestFactoryBuilder jetty) {
		InMemoryApplication.asalieri().withBean(ClientHttpRequestFactoryBuilder.class, () -> jetty).run((context) -> {
			assertThatExceptionOfType(UnsupportedRequestFactoryException.class)
				.isThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/")))
				.withMessage(
						"The HTTP client for 'Employee/asalieri/Address/1' does not bear its identity: a customizer of this application has replaced the transport, the connector or the TLS of Jetty's client");
			assertThat(partner.connections()).isEmpty();
		});
	}

	@Test
	void callWhenProxyOfJettyWantsTlsIsRefused() {
		JettyClientHttpRequestFactoryBuilder jetty = ClientHttpRequestFactoryBuilder.jetty()
			.withHttpClientCustomizer((client) -> client.getProxyConfiguration()
				.addProxy(new HttpProxy(new Origin.Address("localhost", partner.port()), true)));
		InMemoryApplication.asalieri().withBean(ClientHttpRequestFactoryBuilder.class, () -> jetty).run((context) -> {
			assertThatExceptionOfType(UnsupportedRequestFactoryException.class)
				.isThrownBy(() -> HttpCaller.REST_CLIENT.get(context, partner.uri("/")))
				.withMessageContaining("wants TLS itself, which would show it the identity of");
			assertThat(partner.connections()).isEmpty();
		});
	}

	@Test
	void callWhenTlsOfJdkIsReplacedPresentsIdentity() throws Exception {
		SSLContext theirs = SSLContext.getDefault();
		ClientHttpRequestFactoryBuilder<?> jdk = ClientHttpRequestFactoryBuilder.jdk()
			.withHttpClientCustomizer(
					(client) -> client.sslContext(theirs).followRedirects(HttpClient.Redirect.ALWAYS));
		InMemoryApplication.asalieri().withBean(ClientHttpRequestFactoryBuilder.class, () -> jdk).run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@Test
	void callWhenTlsOfReactorIsReplacedPresentsIdentity() {
		ClientHttpRequestFactoryBuilder<?> netty = ClientHttpRequestFactoryBuilder.reactor()
			.withHttpClientFactory(() -> reactor.netty.http.client.HttpClient.newConnection().secure())
			.withHttpClientCustomizer((client) -> client.secure().followRedirect(true));
		InMemoryApplication.asalieri().withBean(ClientHttpRequestFactoryBuilder.class, () -> netty).run((context) -> {
			HttpCaller.REST_CLIENT.get(context, partner.uri("/"));
			assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
		});
	}

	@ParameterizedTest
	@EnumSource
	void callWhenApplicationHasBundleForAllClientsPresentsIdentity(HttpCaller caller) {
		IssuedCredential theirs = InMemoryApplication.CA.issueClient("theirs");
		InMemoryApplication.asalieri()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues("spring.http.clients.ssl.bundle=theirs",
					"spring.ssl.bundle.pem.theirs.keystore.certificate=" + theirs.certificateChainPem(),
					"spring.ssl.bundle.pem.theirs.keystore.private-key=" + theirs.privateKeyPem())
			.run((context) -> {
				caller.get(context, partner.uri("/"));
				assertThat(partner.requests()).extracting(PartnerRequest::seenAs).containsExactly("CN=asalieri");
			});
	}

	private static ApplicationContextRunner withRoutes(Rule rule) {
		return InMemoryApplication.customized(
				(builder) -> builder.withHttpClientCustomizer((client) -> client.setRoutePlanner((target, context) -> {
					rule.check(target);
					return new HttpRoute(target, null, true);
				})));
	}

	private static ApplicationContextRunner withCustomizer(RestTemplateCustomizer customizer) {
		return InMemoryApplication.asalieri().withBean(RestTemplateCustomizer.class, () -> customizer);
	}

	private static void assertRefused(HttpCaller caller, ApplicationContext context, String message) {
		URI uri = partner.uri("/");
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> caller.get(context, uri))
			.havingRootCause()
			.isInstanceOf(TlsReplacedException.class)
			.withMessage(message);
		assertThat(partner.requests()).isEmpty();
	}

	private static PoolingHttpClientConnectionManagerBuilder connections() {
		return PoolingHttpClientConnectionManagerBuilder.create().setTlsSocketStrategy(otherTls());
	}

	/** TLS that trusts the partner, but shows nobody. */
	private static TlsSocketStrategy otherTls() {
		SslBundle bundle = SslBundle.of(new PemSslStoreBundle(null,
				PemSslStoreDetails.forCertificate(InMemoryApplication.CA.certificatePem())));
		return new DefaultClientTlsStrategy(bundle.createSslContext());
	}

	private static SslBundle bundle() {
		IssuedCredential other = InMemoryApplication.CA.issueClient("other");
		return SslBundle.of(new PemSslStoreBundle(
				PemSslStoreDetails.forCertificate(other.certificateChainPem()).withPrivateKey(other.privateKeyPem()),
				PemSslStoreDetails.forCertificate(InMemoryApplication.CA.certificatePem())));
	}

	/**
	 * Whom an application lets be called.
	 */
	interface Rule {

		void check(HttpHost target) throws HttpException;

	}

}
