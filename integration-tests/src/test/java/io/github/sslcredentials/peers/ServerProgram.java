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

/**
 * The servers of others: each serves HTTPS, and answers whom it takes the client for.
 */
enum ServerProgram {

	OPENSSL(LocalProgram.OPENSSL) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			String chain = files.chain(settings.credential(), settings.certificates());
			List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:" + port,
					"-www", "-cert", chain, "-key", files.key(settings.credential()), "-no-CApath", "-no-CAstore",
					"-cipher", settings.ciphers(), "-ciphersuites", settings.cipherSuites(),
					"-" + settings.protocol().toLowerCase(Locale.ROOT).replace("v", "").replace('.', '_')));
			if (settings.certificates() > 1) {
				command.addAll(List.of("-cert_chain", chain));
			}
			DevelopmentCa clients = settings.clients();
			if (clients != null) {
				command.addAll(List.of("-Verify", "2", "-verify_return_error", "-CAfile", named(settings, files),
						"-verifyCAfile", files.authority("clients", clients)));
			}
			return command;
		}

	},

	NGINX(LocalProgram.NGINX) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			DevelopmentCa clients = settings.clients();
			String verify = (clients == null) ? "" : """
					ssl_verify_client on; ssl_verify_depth 2;
					ssl_client_certificate %s; ssl_trusted_certificate %s;
					""".formatted(named(settings, files), files.authority("clients", clients));
			String suites = settings.protocol().equals("TLSv1.3")
					? "ssl_conf_command Ciphersuites %s;".formatted(settings.cipherSuites()) : "";
			String configuration = files.write("nginx.conf", """
					daemon off; master_process off; pid nginx.pid; error_log stderr info;
					events { worker_connections 64; }
					http {
						access_log /dev/stdout;
						client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
						uwsgi_temp_path uwsgi; scgi_temp_path scgi;
						server {
							listen 127.0.0.1:%d ssl;
							ssl_certificate %s; ssl_certificate_key %s;
							ssl_protocols %s; ssl_ciphers %s; %s
							%s
							location / { return 200 "seenAs=$ssl_client_s_dn"; }
						}
					}
					""".formatted(port, files.chain(settings.credential(), settings.certificates()),
					files.key(settings.credential()), settings.protocol(), settings.ciphers(), suites, verify));
			return List.of("nginx", "-p", files.home().toString(), "-e", "stderr", "-c", configuration);
		}

	},

	HAPROXY(LocalProgram.HAPROXY) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			String credential = files.write("server.pem", settings.credential().privateKeyPem()
					+ PeerFiles.pem(settings.credential().certificateChain().subList(0, settings.certificates())));
			DevelopmentCa clients = settings.clients();
			String verify = (clients == null) ? "" : "verify required ca-file %s ca-verify-file %s"
				.formatted(named(settings, files), files.authority("clients", clients));
			String configuration = files.write("haproxy.cfg", """
					global
						log stdout format raw local0
						maxconn 64
					defaults
						mode http
						log global
						timeout client 20s
						timeout connect 20s
						timeout server 20s
					frontend peer
						bind 127.0.0.1:%d ssl crt %s ssl-min-ver %s ssl-max-ver %s ciphers %s ciphersuites %s %s
						http-request return status 200 content-type text/plain lf-string "seenAs=%%[ssl_c_s_dn]"
					""".formatted(port, credential, settings.protocol(), settings.protocol(), settings.ciphers(),
					settings.cipherSuites(), verify));
			return List.of("haproxy", "-db", "-f", configuration);
		}

	},

	STUNNEL(LocalProgram.STUNNEL) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			String script = files.write("answer.sh",
					"""
							while read -r line && [ "${#line}" -gt 1 ]; do :; done
							body="seenAs=$SSL_CLIENT_DN"
							printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s' "${#body}" "$body"
							""");
			DevelopmentCa clients = settings.clients();
			String verify = (clients == null) ? ""
					: "verifyChain = yes\nrequireCert = yes\nCAfile = " + files.authority("clients", clients);
			String configuration = files.write("stunnel.conf",
					"""
							foreground = yes
							pid =
							syslog = no
							debug = info
							[peer]
							accept = 127.0.0.1:%d
							exec = /bin/sh
							execArgs = sh %s
							cert = %s
							key = %s
							sslVersionMin = %s
							sslVersionMax = %s
							ciphers = %s
							ciphersuites = %s
							%s
							""".formatted(port, script, files.chain(settings.credential(), settings.certificates()),
							files.key(settings.credential()), settings.protocol(), settings.protocol(),
							settings.ciphers(), settings.cipherSuites(), verify));
			return List.of("stunnel", configuration);
		}

	},

	PYTHON(LocalProgram.PYTHON) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			String script = files.write("server.py",
					"""
							import socket, ssl, sys
							port, chain, key, version, ciphers, clients = sys.argv[1:]
							context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
							context.set_ciphers(ciphers)
							context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
							context.load_cert_chain(chain, key)
							if clients:
							    context.verify_mode = ssl.CERT_REQUIRED
							    context.load_verify_locations(clients)
							listener = socket.create_server(('127.0.0.1', int(port)))
							while True:
							    plain, _ = listener.accept()
							    try:
							        with context.wrap_socket(plain, server_side=True) as peer:
							            request = b''
							            while not request.endswith(b'\\r\\n\\r\\n'):
							                read = peer.recv(4096)
							                if not read:
							                    raise EOFError('no request')
							                request += read
							            body = f"seenAs={peer.getpeercert() and peer.getpeercert()['subject']}".encode()
							            peer.sendall(b'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s' % (len(body), body))
							    except (OSError, EOFError) as ex:
							        print(repr(ex), flush=True)
							""");
			DevelopmentCa clients = settings.clients();
			return List.of("python3", script, String.valueOf(port),
					files.chain(settings.credential(), settings.certificates()), files.key(settings.credential()),
					settings.protocol().replace('.', '_'), settings.ciphers(),
					(clients != null) ? files.authority("clients", clients) : "");
		}

	},

	GNUTLS(LocalProgram.GNUTLS) {

		@Override
		List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException {
			List<String> command = new ArrayList<>(List.of("gnutls-serv", "--http", "--port", String.valueOf(port),
					"--x509certfile", files.chain(settings.credential(), settings.certificates()), "--x509keyfile",
					files.keyWithPublicKey(settings.credential()), "--priority",
					"NORMAL:-VERS-ALL:+VERS-" + settings.protocol().replace("TLSv", "TLS")
							+ (settings.narrow() ? ":-CIPHER-ALL:+AES-128-GCM" : "")));
			DevelopmentCa clients = settings.clients();
			command.addAll((clients == null) ? List.of("--disable-client-cert") : List.of("--require-client-cert",
					"--verify-client-cert", "--x509cafile", files.authority("clients", clients)));
			return command;
		}

	};

	private final LocalProgram program;

	ServerProgram(LocalProgram program) {
		this.program = program;
	}

	LocalProgram program() {
		return this.program;
	}

	/** Whether it can name other authorities than it trusts. */
	boolean namesOthers() {
		return this == OPENSSL || this == NGINX || this == HAPROXY;
	}

	/** Whether it does not read on when it has refused a certificate. */
	boolean closesAtOnce() {
		return this != OPENSSL;
	}

	/** Whether it names no authorities at all. */
	boolean namesNobody() {
		return this == PYTHON;
	}

	abstract List<String> command(PeerSettings settings, PeerFiles files, int port) throws IOException;

	private static String named(PeerSettings settings, PeerFiles files) throws IOException {
		DevelopmentCa named = settings.named();
		if (named == null) {
			throw new IllegalArgumentException("Nobody is named");
		}
		return files.authority("named", named);
	}

}
