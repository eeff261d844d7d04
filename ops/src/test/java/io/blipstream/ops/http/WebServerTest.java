package io.blipstream.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
  private static final String TOKEN = "correct-horse-battery";

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger acted = new AtomicInteger();
  private WebServer server;

  @BeforeEach
  void start() {
    Routes parts =
        routes -> {
          routes.get("/secret", request -> request.result("behind the gate"));
          routes.post("/act", request -> request.result("acted " + acted.incrementAndGet()));
          routes.post(
              "/read", request -> request.result(Integer.toString(request.body().length())));
          routes.get("/probe", request -> request.result("ok"), Access.OPEN);
        };
    server = WebServer.start(settings(TOKEN), List.of(parts));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpSettings settings(String token) {
    return new HttpSettings("127.0.0.1", 0, false, Optional.of(token), Set.of("wall.example"));
  }

  /** Each differs in one thing from a request that is answered; written by hand, byte for byte. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "what is right          | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | - | 200",
        "a name of ours         | GET  | /secret | wall.example | Authorization: Bearer correct-horse-battery | - | 200",
        "a number               | GET  | /secret | [::1]:80     | Authorization: Bearer correct-horse-battery | - | 200",
        "a strange name         | GET  | /secret | evil.example | Authorization: Bearer correct-horse-battery | - | 421",
        "a name that ends alike | GET  | /secret | localhost.evil.example | Authorization: Bearer correct-horse-battery | - | 421",
        "no name                | GET  | /secret | -            | Authorization: Bearer correct-horse-battery | - | 400",
        "no token               | GET  | /secret | localhost    | - | - | 401",
        "a wrong token          | GET  | /secret | localhost    | Authorization: Bearer correct-horse-batterz | - | 401",
        "half the token         | GET  | /secret | localhost    | Authorization: Bearer correct-horse | - | 401",
        "the token as a cookie  | GET  | /secret | localhost    | Cookie: blipstream=correct-horse-battery | - | 401",
        "another site's origin  | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Origin: http://evil.example | 403",
        "no site's origin       | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Origin: null | 403",
        "another port's origin  | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Origin: http://localhost:1 | 403",
        "its own origin         | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Origin: http://localhost | 200",
        "a fetch of another site| GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Sec-Fetch-Site: cross-site | 403",
        "a fetch of a sister    | GET  | /secret | localhost    | Authorization: Bearer correct-horse-battery | Sec-Fetch-Site: same-site | 403",
        "an action as by a form | POST | /act    | localhost    | Authorization: Bearer correct-horse-battery | - | 403",
        "an action              | POST | /act    | localhost    | Authorization: Bearer correct-horse-battery | X-Blipstream: 1 | 200",
        "a path out of the root | GET  | /../../etc/passwd | localhost | Authorization: Bearer correct-horse-battery | - | 400",
        "the same, encoded      | GET  | /%2e%2e/%2e%2e/etc/passwd | localhost | Authorization: Bearer correct-horse-battery | - | 400",
        "a probe of whatever    | GET  | /probe  | 10.1.2.3     | - | - | 200",
        "a probe by any name    | GET  | /probe  | evil.example | - | - | 200",
        "nothing there          | GET  | /other  | localhost    | Authorization: Bearer correct-horse-battery | - | 404"
      })
  void request_is_answered_or_refused(
      String what, String method, String path, String host, String header, String other, int status)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (host != null) {
      request.append("Host: ").append(host).append("\r\n");
    }
    for (String each : new String[] {header, other, "Content-Length: 0", "Connection: close"}) {
      if (each != null) {
        request.append(each).append("\r\n");
      }
    }
    String answer = spoken(request.append("\r\n").toString());

    assertThat(answer).as(what).startsWith("HTTP/1.1 " + status + " ");
    assertThat(acted.get()).isEqualTo(path.equals("/act") && status == 200 ? 1 : 0);
    if (status != 200) {
      assertThat(answer).doesNotContain("behind the gate");
    }
  }

  @Test
  void withoutTheToken_thePageThatAsksForItIsAllThereIs() throws Exception {
    assertThat(get("login").statusCode()).isEqualTo(200);
    assertThat(get("login").body()).contains("/login.js");
    assertThat(get("login.js").body()).contains("/login");
    assertThat(get("secret").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void token_is_shown_once_and_a_cookie_that_other_sites_cannot_send_stands_for_it()
      throws Exception {
    HttpResponse<String> wrong = post("/login", "not-the-token-at-all");
    HttpResponse<String> right = post("/login", TOKEN);

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    String cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").doesNotContain(TOKEN);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "secret"))
            .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
        .isEqualTo("behind the gate");
  }

  @Test
  void answer_forbids_frames_and_scripts_from_elsewhere_also_where_it_is_a_refusal()
      throws Exception {
    HttpResponse<String> refused =
        client.send(
            HttpRequest.newBuilder(URI.create(server.address() + "secret")).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(refused.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self';")
                    .doesNotContain("unsafe"));
    assertThat(refused.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(refused.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void body_longer_than_allowed_is_refused() throws Exception {
    assertThat(post("/read", "x".repeat(60_000)).body()).isEqualTo("60000");
    assertThat(post("/read", "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nno number\r\nabc",
        "Content-Length: -5\r\n\r\nabc",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void body_that_is_none_is_the_senders_fault(String rest) throws IOException {
    assertThat(
            spoken(
                "POST /read HTTP/1.1\r\nHost: localhost\r\nX-Blipstream: 1\r\nConnection: close\r\nAuthorization: Bearer "
                    + TOKEN
                    + "\r\n"
                    + rest))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void open_address_without_a_token_is_refused_at_start() {
    assertThatThrownBy(() -> new HttpSettings("0.0.0.0", 0, false, Optional.empty(), Set.of()))
        .isInstanceOfSatisfying(
            BlipstreamException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.CONSOLE_EXPOSED))
        .hasMessageContaining("http.token");
    assertThat(new HttpSettings("0.0.0.0", 0, false, Optional.of(TOKEN), Set.of())).isNotNull();
    assertThat(new HttpSettings("localhost", 0, false, Optional.empty(), Set.of())).isNotNull();
  }

  @Test
  void taken_port_is_replaced_only_where_nobody_asked_for_it() {
    int taken = URI.create(server.address()).getPort();
    Configuration asked = Configuration.of(Map.of("http.port", Integer.toString(taken)));
    HttpSettings settings = HttpSettings.of(asked).orElseThrow();

    assertThatThrownBy(() -> WebServer.start(settings, List.of()))
        .isInstanceOfSatisfying(
            BlipstreamException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.ADDRESS_UNAVAILABLE));
    HttpSettings any = new HttpSettings("127.0.0.1", taken, true, Optional.empty(), Set.of());
    try (WebServer other = WebServer.start(any, List.of())) {
      assertThat(URI.create(other.address()).getPort()).isNotEqualTo(taken);
    }
    assertThat(HttpSettings.of(Configuration.of(Map.of("http.port", "off")))).isEmpty();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address()).resolve(path))
            .header("X-Blipstream", "1")
            .header("Authorization", "Bearer " + TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String spoken(String request) throws IOException {
    URI at = URI.create(server.address());
    try (Socket socket = new Socket(at.getHost(), at.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
