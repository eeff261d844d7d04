package io.blipstream.ops.interop;

import io.blipstream.ops.broker.EmbeddedBroker;
import io.blipstream.ops.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** A broker that is spoken to over TLS alone: with a password by SCRAM, or with a certificate. */
final class SecuredBroker implements AutoCloseable {
  static final String PASSWORD = "letmein-4711";

  static final String STORE_PASSWORD = "sesame-0815";

  private final EmbeddedBroker broker;
  private final Path keys;
  private final int scram;
  private final int mutual;

  private SecuredBroker(EmbeddedBroker broker, Path keys, int scram, int mutual) {
    this.broker = broker;
    this.keys = keys;
    this.scram = scram;
    this.mutual = mutual;
  }

  static SecuredBroker start(Path folder) throws Exception {
    Path keys = keys(folder);
    int[] ports = ports(4);
    String listeners =
        "PLAINTEXT://127.0.0.1:%d,SCRAM://127.0.0.1:%d,MUTUAL://127.0.0.1:%d"
            .formatted(ports[0], ports[1], ports[2]);
    Map<String, String> overrides = new HashMap<>();
    overrides.put("listeners", listeners + ",CONTROLLER://127.0.0.1:" + ports[3]);
    overrides.put("advertised.listeners", listeners);
    overrides.put("controller.quorum.voters", "1@127.0.0.1:" + ports[3]);
    overrides.put("inter.broker.listener.name", "PLAINTEXT");
    overrides.put(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SCRAM:SASL_SSL,MUTUAL:SSL,CONTROLLER:PLAINTEXT");
    overrides.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    overrides.put(
        "listener.name.scram.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    overrides.put("listener.name.mutual.ssl.client.auth", "required");
    overrides.putAll(store("ssl.keystore", keys));
    overrides.putAll(store("ssl.truststore", keys));
    EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), overrides);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ports[0]))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "blipstream",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                      PASSWORD)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
    return new SecuredBroker(broker, keys, ports[1], ports[2]);
  }

  /** What a client is told that comes with a password. */
  Map<String, String> scram(String password) {
    Map<String, String> client = new HashMap<>();
    client.put("kafka.bootstrap.servers", "127.0.0.1:" + scram);
    client.put("kafka.security.protocol", "SASL_SSL");
    client.put("kafka.sasl.mechanism", "SCRAM-SHA-512");
    client.put(
        "kafka.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"blipstream\" password=\"%s\";".formatted(password));
    client.putAll(store("kafka.ssl.truststore", keys));
    return client;
  }

  /** What a client is told that comes with a certificate. */
  Map<String, String> mutual() {
    Map<String, String> client = withoutCertificate();
    client.putAll(store("kafka.ssl.keystore", keys));
    return client;
  }

  /** The same, but it has none. */
  Map<String, String> withoutCertificate() {
    Map<String, String> client = new HashMap<>();
    client.put("kafka.bootstrap.servers", "127.0.0.1:" + mutual);
    client.put("kafka.security.protocol", "SSL");
    client.putAll(store("kafka.ssl.truststore", keys));
    return client;
  }

  /** The same as a configuration that gives up soon. */
  static Configuration impatient(Map<String, String> client) {
    Map<String, String> all = new HashMap<>(client);
    all.put("kafka.default.api.timeout.ms", "10000");
    all.put("kafka.request.timeout.ms", "5000");
    return Configuration.of(all);
  }

  private static Map<String, String> store(String prefix, Path keys) {
    return Map.of(
        prefix + ".location",
        keys.toString(),
        prefix + ".password",
        STORE_PASSWORD,
        prefix + ".type",
        "PKCS12");
  }

  /** One pair for both sides: what each wants of the other shows by what it refuses. */
  private static Path keys(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    String options =
        "-genkeypair -alias both -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
            + " -storetype PKCS12 -validity 2 -storepass "
            + STORE_PASSWORD
            + " -keystore "
            + file;
    List<String> command = new ArrayList<>(List.of(options.split(" ")));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException("no keys were made");
    }
    return file;
  }

  private static int[] ports(int count) throws IOException {
    List<ServerSocket> probes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      probes.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int[] ports = probes.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    for (ServerSocket probe : probes) {
      probe.close();
    }
    return ports;
  }

  @Override
  public void close() {
    broker.close();
  }
}
