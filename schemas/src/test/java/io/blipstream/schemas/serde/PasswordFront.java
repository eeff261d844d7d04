package io.blipstream.schemas.serde;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A proxy before a registry that speaks TLS and asks for a password; the server itself knows no
 * passwords but those of an identity provider.
 */
final class PasswordFront implements AutoCloseable {
  static final String USER = "blipstream";
  static final String PASSWORD = "s3cret-of-the-registry";

  private final HttpsServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String behind;
  private final AtomicInteger passed = new AtomicInteger();

  private PasswordFront(HttpsServer server, String behind) {
    this.server = server;
    this.behind = behind;
  }

  static PasswordFront start(SSLContext tls, String behind) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    PasswordFront front = new PasswordFront(server, behind);
    server
        .createContext("/", front::pass)
        .setAuthenticator(
            new BasicAuthenticator("registry") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals(USER) && password.equals(PASSWORD);
              }
            });
    server.start();
    return front;
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort() + URI.create(behind).getRawPath();
  }

  /** Requests that got through. */
  int passed() {
    return passed.get();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      passed.incrementAndGet();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(behind).resolve(exchange.getRequestURI()))
              .header("Content-Type", "application/vnd.schemaregistry.v1+json")
              .method(
                  exchange.getRequestMethod(),
                  BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
              .build();
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
