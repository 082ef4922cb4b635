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

package io.github.sslcredentials.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.sslcredentials.test.DevelopmentCa;
import io.github.sslcredentials.test.IssuedCredential;
import org.jspecify.annotations.Nullable;

/**
 * The clients of others: each asks for HTTP, and prints the answer.
 */
enum ClientProgram {

	CURL(LocalProgram.CURL) {

		@Override
		List<String> command(PeerFiles files, @Nullable IssuedCredential credential, DevelopmentCa trusted, String name,
				int port, String protocol) throws IOException {
			List<String> command = new ArrayList<>(
					List.of("curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20", "--http1.1",
							"--cacert", files.authority("ca", trusted), "--tlsv1.2", "--tls-max",
							protocol.substring("TLSv".length()), "--resolve", "%s:%d:127.0.0.1".formatted(name, port)));
			if (credential != null) {
				command.addAll(List.of("--cert", files.chain(credential, credential.certificateChain().size()), "--key",
						files.key(credential)));
			}
			command.add("https://%s:%d/".formatted(name, port));
			return command;
		}

	},

	OPENSSL(LocalProgram.OPENSSL) {

		@Override
		List<String> command(PeerFiles files, @Nullable IssuedCredential credential, DevelopmentCa trusted, String name,
				int port, String protocol) throws IOException {
			List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port,
					"-servername", name, "-verify_hostname", name, "-verify_return_error", "-CAfile",
					files.authority("ca", trusted), "-quiet", "-ign_eof",
					"-" + protocol.toLowerCase(Locale.ROOT).replace("v", "").replace('.', '_')));
			if (credential != null) {
				String chain = files.chain(credential, credential.certificateChain().size());
				command.addAll(List.of("-cert", chain, "-cert_chain", chain, "-key", files.key(credential)));
			}
			return command;
		}

	},

	PYTHON(LocalProgram.PYTHON) {

		@Override
		List<String> command(PeerFiles files, @Nullable IssuedCredential credential, DevelopmentCa trusted, String name,
				int port, String protocol) throws IOException {
			String script = files.write("client.py", """
					import socket, ssl, sys
					port, name, version, trusted, chain, key = sys.argv[1:]
					context = ssl.create_default_context(cafile=trusted)
					context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
					if chain:
					    context.load_cert_chain(chain, key)
					with socket.create_connection(('127.0.0.1', int(port)), 20) as plain:
					    with context.wrap_socket(plain, server_hostname=name) as peer:
					        peer.sendall(sys.stdin.buffer.read())
					        read = peer.recv(4096)
					        while read:
					            print(read.decode(), end='')
					            read = peer.recv(4096)
					""");
			return List.of("python3", script, String.valueOf(port), name, protocol.replace('.', '_'),
					files.authority("ca", trusted),
					(credential != null) ? files.chain(credential, credential.certificateChain().size()) : "",
					(credential != null) ? files.key(credential) : "");
		}

	};

	private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

	private final LocalProgram program;

	ClientProgram(LocalProgram program) {
		this.program = program;
	}

	/**
	 * Call a server of this machine.
	 * @param credential what it shows, or {@code null} for nothing
	 * @param trusted the authority of the server
	 * @param name the name by which the server is called
	 */
	LocalProgram.Result call(PeerFiles files, @Nullable IssuedCredential credential, DevelopmentCa trusted, String name,
			int port, String protocol) throws IOException, InterruptedException {
		this.program.assumeInstalled();
		return LocalProgram.run(files.home(), command(files, credential, trusted, name, port, protocol), REQUEST);
	}

	/** What it says of a certificate with another name. */
	String wrongName() {
		return switch (this) {
			case CURL -> "no alternative certificate subject name matches target host name 'other.example'";
			case OPENSSL -> "verify error:num=62:hostname mismatch";
			case PYTHON -> "Hostname mismatch, certificate is not valid for 'other.example'";
		};
	}

	abstract List<String> command(PeerFiles files, @Nullable IssuedCredential credential, DevelopmentCa trusted,
			String name, int port, String protocol) throws IOException;

}
