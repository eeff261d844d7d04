package io.blipstream.schemas.serde;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certification authority of the test's own, and a server's key that it vouches for; by the JDK's
 * own tool, since a key kept with the sources would expire.
 *
 * @param certificate the authority's, as PEM
 * @param serverKeys the server's key and chain, as PKCS12
 */
record TestAuthority(Path certificate, Path serverKeys) {
  static final String PASSWORD = "changeit";

  private static final String NAMES = "san=dns:localhost,ip:127.0.0.1";

  static TestAuthority in(Path folder) throws IOException, InterruptedException {
    Path authority = folder.resolve("authority.p12");
    Path server = folder.resolve("server.p12");
    Path certificate = folder.resolve("authority.pem");
    Path request = folder.resolve("server.csr");
    Path signed = folder.resolve("server.pem");
    keytool(authority, "-genkeypair -alias own -keyalg EC -dname CN=Authority -ext bc:c");
    keytool(server, "-genkeypair -alias own -keyalg EC -dname CN=localhost");
    keytool(server, "-certreq -alias own -file " + request);
    keytool(
        authority,
        "-gencert -alias own -rfc -ext " + NAMES + " -infile " + request + " -outfile " + signed);
    keytool(authority, "-exportcert -alias own -rfc -file " + certificate);
    keytool(server, "-importcert -noprompt -alias authority -file " + certificate);
    keytool(server, "-importcert -noprompt -alias own -file " + signed);
    return new TestAuthority(certificate, server);
  }

  private static void keytool(Path store, String options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
  }

  /** For a server in this process. */
  SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(serverKeys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
