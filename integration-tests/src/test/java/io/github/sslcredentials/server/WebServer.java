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

package io.github.sslcredentials.server;

import java.io.IOException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.sslcredentials.CredentialRepository;
import io.github.sslcredentials.app.UnwantedAutoConfigurations;
import io.github.sslcredentials.autoconfigure.SslCredentialsAutoConfiguration;
import io.github.sslcredentials.autoconfigure.SslCredentialsBundleAutoConfiguration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * The embedded servers, each with an application that answers whom it takes the client
 * for.
 */
public enum WebServer {

	TOMCAT(TomcatApplication.class, WebApplicationType.SERVLET),

	JETTY(JettyApplication.class, WebApplicationType.SERVLET),

	NETTY(NettyApplication.class, WebApplicationType.REACTIVE);

	private final Class<?> application;

	private final WebApplicationType type;

	WebServer(Class<?> application, WebApplicationType type) {
		this.application = application;
		this.type = type;
	}

	public ConfigurableApplicationContext start(CredentialRepository store, String... properties) {
		return start(List.of(), store, properties);
	}

	ConfigurableApplicationContext start(List<Class<?>> configurations, CredentialRepository store,
			String... properties) {
		List<Class<?>> sources = new ArrayList<>(List.of(this.application));
		sources.addAll(configurations);
		return new SpringApplicationBuilder(sources.toArray(Class[]::new)).web(this.type)
			.initializers((context) -> context.getBeanFactory().registerSingleton("credentials", store))
			.properties("spring.main.banner-mode=off", "spring.jmx.enabled=false", "server.port=0",
					UnwantedAutoConfigurations.WANTED + "=true", "logging.level.root=warn")
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	public static int port(ConfigurableApplicationContext context) {
		return ((WebServerApplicationContext) context).getWebServer().getPort();
	}

	public static int requests(ConfigurableApplicationContext context) {
		return context.getBean(AtomicInteger.class).get();
	}

	private static String seenAs(X509Certificate @Nullable [] chain, @Nullable Principal principal) {
		return "seenAs=%s, principal=%s".formatted(
				(chain != null && chain.length > 0) ? chain[0].getSubjectX500Principal().getName() : null,
				(principal != null) ? principal.getName() : null);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
	@Import(ServletApplication.class)
	static class TomcatApplication {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration(JettyServletWebServerAutoConfiguration.class)
	@Import(ServletApplication.class)
	static class JettyApplication {

	}

	@ImportAutoConfiguration({ SslAutoConfiguration.class, SslCredentialsAutoConfiguration.class,
			SslCredentialsBundleAutoConfiguration.class })
	static class ServletApplication {

		@Bean
		AtomicInteger requests() {
			return new AtomicInteger();
		}

		@Bean
		ServletRegistrationBean<HttpServlet> servlet(AtomicInteger requests) {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					requests.incrementAndGet();
					X509Certificate[] chain = (X509Certificate[]) request
						.getAttribute("jakarta.servlet.request.X509Certificate");
					response.getWriter().write(seenAs(chain, request.getUserPrincipal()));
				}

			}, "/*");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ NettyReactiveWebServerAutoConfiguration.class, SslAutoConfiguration.class,
			SslCredentialsAutoConfiguration.class, SslCredentialsBundleAutoConfiguration.class })
	static class NettyApplication {

		@Bean
		AtomicInteger requests() {
			return new AtomicInteger();
		}

		@Bean
		HttpHandler handler(AtomicInteger requests, ObjectProvider<WebFilter> filters) {
			return WebHttpHandlerBuilder.webHandler((exchange) -> answer(exchange, requests))
				.filters((all) -> filters.orderedStream().forEach(all::add))
				.build();
		}

		private static Mono<Void> answer(ServerWebExchange exchange, AtomicInteger requests) {
			requests.incrementAndGet();
			SslInfo ssl = exchange.getRequest().getSslInfo();
			X509Certificate[] chain = (ssl != null) ? ssl.getPeerCertificates() : null;
			return exchange.getPrincipal()
				.map((principal) -> seenAs(chain, principal))
				.defaultIfEmpty(seenAs(chain, null))
				.flatMap((answer) -> exchange.getResponse()
					.writeWith(
							Mono.fromSupplier(() -> exchange.getResponse().bufferFactory().wrap(answer.getBytes()))));
		}

	}

}
