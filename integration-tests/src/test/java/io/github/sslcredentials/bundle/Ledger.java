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
package io.github.sslcredentials.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import org.jspecify.annotations.Nullable;

/**
 * A service of gRPC without generated code, that notes who calls it.
 */
final class Ledger implements BindableService, ServerInterceptor {

	private static final MethodDescriptor<String, String> BALANCE = MethodDescriptor.<String, String>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName(MethodDescriptor.generateFullMethodName("Ledger", "Balance"))
		.setRequestMarshaller(new TextMarshaller())
		.setResponseMarshaller(new TextMarshaller())
		.build();

	private final List<String> callers = new CopyOnWriteArrayList<>();

	static String balance(Channel channel, String name) {
		return ClientCalls.blockingUnaryCall(channel, BALANCE,
				CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), name);
	}

	/**
	 * Return the subjects of those who have called, or {@code nobody} where one was not
	 * asked for a certificate.
	 */
	List<String> callers() {
		return List.copyOf(this.callers);
	}

	@Override
	public ServerServiceDefinition bindService() {
		return ServerInterceptors.intercept(ServerServiceDefinition.builder("Ledger")
			.addMethod(BALANCE, ServerCalls.asyncUnaryCall((name, response) -> {
				response.onNext("42 of " + name);
				response.onCompleted();
			}))
			.build(), this);
	}

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		this.callers.add(subject(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
		return next.startCall(call, headers);
	}

	private static String subject(@Nullable SSLSession session) {
		try {
			return (session != null) ? session.getPeerPrincipal().getName() : "plain text";
		}
		catch (SSLPeerUnverifiedException ex) {
			return "nobody";
		}
	}

	private static final class TextMarshaller implements MethodDescriptor.Marshaller<String> {

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
