package io.blipstream.ops.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.topology.fetch.PictureResolver;
import io.blipstream.topology.picture.Picture;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Fetching from a server on the loopback that does what it likes. */
abstract class AgainstHostileServer {
  static final byte[] PICTURE = "a picture".getBytes(US_ASCII);
  static final int MAX_BYTES = 100_000;
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(500);
  static final String LOOPBACK = "127.0.0.1,::1";

  HostileServer server;
  HttpPictureFetcher fetcher;

  @BeforeEach
  void start() throws Exception {
    server = new HostileServer();
    fetcher = open(LOOPBACK, LONG, List.of());
  }

  @AfterEach
  void stop() throws Exception {
    fetcher.close();
    server.close();
  }

  HttpPictureFetcher open(String addresses, Duration silence, List<PictureResolver> resolvers) {
    try {
      return HttpPictureFetcher.open(
          settings(server.port(), addresses, silence),
          new Resolvers(resolvers),
          SSLContext.getDefault(),
          Names.OF_THE_SYSTEM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  FetchSettings settings(int port, String addresses, Duration silence) {
    String places =
        "http://localhost:%d,http://127.0.0.1:%d,https://localhost:%d,https://127.0.0.1:%d,s3://bucket"
            .formatted(server.port(), server.port(), port, port);
    return new FetchSettings(
        AllowedPlace.parse(places),
        AddressRange.parseAll(addresses),
        MAX_BYTES,
        3,
        new FetchSettings.Patience(LONG, silence, LONG),
        4,
        2);
  }

  byte[] fetched(String uri) {
    return join(fetcher.fetch(at(uri), LONG));
  }

  static byte[] join(CompletableFuture<ByteBuffer> fetch) {
    ByteBuffer got = fetch.join();
    byte[] bytes = new byte[got.remaining()];
    got.get(bytes);
    return bytes;
  }

  static Picture.Addressed at(String uri) {
    return new Picture.Addressed(uri, Optional.empty());
  }

  static void assertFault(HttpPictureFetcher fetcher, String uri, FaultCode code) {
    assertFault(fetcher.fetch(at(uri), LONG), code);
  }

  static void assertFault(CompletableFuture<ByteBuffer> fetch, FaultCode code) {
    assertThatThrownBy(() -> fetch.orTimeout(60, TimeUnit.SECONDS).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            BlipstreamException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
