package io.blipstream.ops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.fetch.PictureResolver;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a fetch may lead: stores, certificates, names that change, hosts that want to rest. */
class FetchedPlacesTest extends AgainstHostileServer {
  /** A public name that shows its true address once it has been let in. */
  @Test
  void nameThatChangesItsAddress_isConnectedToWhereItWasChecked_andThenRefused() throws Exception {
    List<String> lookUps = new ArrayList<>();
    Names rebinding =
        host -> {
          lookUps.add(host);
          // The one is allowed here, as public ones are elsewhere; the other is not.
          return InetAddress.getAllByName(lookUps.size() == 1 ? "127.0.0.1" : "127.0.0.2");
        };
    server.on("/p", "200 OK\r\nConnection: close\r\nContent-Length: 9", PICTURE);
    try (HttpPictureFetcher rebound =
            HttpPictureFetcher.open(
                settings(server.port(), "127.0.0.1", LONG),
                new Resolvers(List.of()),
                SSLContext.getDefault(),
                rebinding);
        ServerSocket inside =
            new ServerSocket(server.port(), 50, InetAddress.getByName("127.0.0.2"))) {
      inside.setSoTimeout(200);
      assertThat(join(rebound.fetch(at(server.url("/p")), LONG))).isEqualTo(PICTURE);
      assertThat(lookUps).as("no second look-up for one connection").containsExactly("localhost");
      assertFault(rebound, server.url("/p"), FaultCode.IMAGE_FETCH_REFUSED);
      assertThat(lookUps).hasSize(2);
      assertThatThrownBy(inside::accept)
          .as("nobody connected")
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void addressesOfWhichOneIsPrivate_areAllRefused() throws Exception {
    Names both =
        host ->
            new InetAddress[] {
              InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
              InetAddress.getByAddress(new byte[] {10, 0, 0, 1})
            };
    try (HttpPictureFetcher mixed =
        HttpPictureFetcher.open(
            settings(server.port(), "127.0.0.1", LONG),
            new Resolvers(List.of()),
            SSLContext.getDefault(),
            both)) {
      assertFault(mixed, server.url("/p"), FaultCode.IMAGE_FETCH_REFUSED);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void resolverOfTheClassPath_isFound() {
    URI resolved =
        Resolvers.ofTheClassPath()
            .resolve(
                URI.create("example-store://bucket/a/b.png"),
                new Doorman(
                    AllowedPlace.parse("https://bucket.store.example.org"),
                    new AddressPolicy(List.of())));
    assertThat(resolved.toString())
        .startsWith("https://bucket.store.example.org/a/b.png?signature=");
  }

  @Test
  void hostThatAsksToBeLeftAlone_isAskedAfterwards() {
    server.on("/busy", "503 Busy\r\nRetry-After: 1\r\nContent-Length: 0");
    server.good("/p", PICTURE);
    assertFault(fetcher, server.url("/busy"), FaultCode.IMAGE_FETCH_FAILED);
    long begin = System.nanoTime();
    assertThat(fetched(server.url("/p"))).isEqualTo(PICTURE);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(500));
  }

  @Test
  void hostThatAsksForMoreThanThereIsTime_isNotAsked() {
    server.on("/busy", "429 Busy\r\nRetry-After: 120\r\nContent-Length: 0");
    server.good("/p", PICTURE);
    assertFault(fetcher, server.url("/busy"), FaultCode.IMAGE_FETCH_FAILED);
    assertFault(fetcher, server.url("/p"), FaultCode.IMAGE_FETCH_FAILED);
    assertThat(server.requests).hasSize(1);
    assertThat(fetched("http://127.0.0.1:" + server.port() + "/p"))
        .as("another host")
        .isEqualTo(PICTURE);
  }

  @Test
  void addressOfAStore_isResolved_andWhatItResolvesToIsJudgedToo() {
    server.good("/bucket/key?signature=x", PICTURE);
    PictureResolver store =
        new PictureResolver() {
          @Override
          public Set<String> schemes() {
            return Set.of("s3");
          }

          @Override
          public URI resolve(URI address) {
            return address.getPath().equals("/key")
                ? URI.create(server.url("/" + address.getHost() + "/key?signature=x"))
                : URI.create("http://169.254.169.254/");
          }
        };
    try (HttpPictureFetcher stores = open(LOOPBACK, LONG, List.of(store))) {
      assertThat(join(stores.fetch(at("s3://bucket/key"), LONG))).isEqualTo(PICTURE);
      assertFault(stores, "s3://bucket/other", FaultCode.IMAGE_FETCH_REFUSED);
      assertFault(stores, "s3://another/key", FaultCode.IMAGE_FETCH_REFUSED);
    }
    assertFault(fetcher, "s3://bucket/key", FaultCode.IMAGE_FETCH_REFUSED);
  }

  @Test
  void certificate_mustBeTrusted_andOfTheHostsName(@TempDir Path folder) throws Exception {
    KeyStore keys = keys(folder);
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
    try (HostileServer secure = new HostileServer(context.getServerSocketFactory());
        HttpPictureFetcher good =
            HttpPictureFetcher.open(
                settings(secure.port(), LOOPBACK, LONG),
                new Resolvers(List.of()),
                trusting,
                Names.OF_THE_SYSTEM);
        HttpPictureFetcher distrustful =
            HttpPictureFetcher.open(
                settings(secure.port(), LOOPBACK, LONG),
                new Resolvers(List.of()),
                SSLContext.getDefault(),
                Names.OF_THE_SYSTEM)) {
      secure.good("/p", PICTURE);
      secure.on("/down", "302 Found\r\nContent-Length: 0\r\nLocation: " + server.url("/p"));
      String base = "https://localhost:" + secure.port();
      assertThat(join(good.fetch(at(base + "/p"), LONG))).isEqualTo(PICTURE);
      assertFault(distrustful, base + "/p", FaultCode.IMAGE_FETCH_REFUSED);
      assertFault(good, "https://127.0.0.1:" + secure.port() + "/p", FaultCode.IMAGE_FETCH_REFUSED);
      assertFault(good, base + "/down", FaultCode.IMAGE_FETCH_REFUSED);
      assertThat(server.requests).isEmpty();
    }
  }

  private static KeyStore keys(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost"
            + " -storetype PKCS12 -validity 2 -storepass changeit -keystore "
            + file;
    List<String> command = new ArrayList<>(List.of(options.split(" ")));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    return keys;
  }
}
