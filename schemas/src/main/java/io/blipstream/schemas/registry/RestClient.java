package io.blipstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * Sends one request to whichever address answers, and repeats it while that may help. Bounded in
 * every way: time per try, number of tries, size of the answer. Redirects are not followed, so
 * credentials go nowhere but to the configured addresses.
 */
final class RestClient {
  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  /** The largest schemas met are some hundred kilobytes. */
  private static final int MAX_ANSWER_BYTES = 8 << 20;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final List<Endpoint> endpoints;
  private final Duration timeout;
  private final int retries;
  private final ExponentialBackoff backoff;

  /**
   * Index of the address that answered last; any thread may set it, and a lost write costs a try.
   */
  private volatile int preferred;

  RestClient(RegistryConfig config) {
    endpoints = Endpoint.of(config);
    Duration connect = Duration.ofMillis(config.getInt(RegistryConfig.CONNECT_TIMEOUT));
    timeout = connect.plusMillis(config.getInt(RegistryConfig.READ_TIMEOUT));
    retries = config.getInt(RegistryConfig.MAX_RETRIES);
    backoff =
        new ExponentialBackoff(
            config.getInt(RegistryConfig.RETRY_WAIT),
            2,
            config.getInt(RegistryConfig.RETRY_MAX_WAIT),
            0.2);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // An offer to upgrade to HTTP/2 is refused by some registries.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connect)
            .followRedirects(HttpClient.Redirect.NEVER);
    Tls.context(config).ifPresent(builder::sslContext);
    http = builder.build();
  }

  JsonNode get(String path) {
    return send(path, Optional.empty());
  }

  JsonNode post(String path, JsonNode body) {
    return send(path, Optional.of(body.toString()));
  }

  private JsonNode send(String path, Optional<String> body) {
    RegistryUnavailableException last = null;
    for (int attempt = 0; attempt <= retries; attempt++) {
      if (attempt > 0) {
        pause(backoff.backoff(attempt - 1));
      }
      int first = preferred;
      for (int i = 0; i < endpoints.size(); i++) {
        int index = (first + i) % endpoints.size();
        try {
          JsonNode answer = exchange(endpoints.get(index), path, body);
          preferred = index;
          return answer;
        } catch (RegistryUnavailableException e) {
          last = e;
        }
      }
    }
    throw last;
  }

  private JsonNode exchange(Endpoint endpoint, String path, Optional<String> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint.base() + path))
            .timeout(timeout)
            .header("Accept", JSON + ", application/json; q=0.5");
    endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
    body.ifPresent(
        text -> request.header("Content-Type", JSON).POST(BodyPublishers.ofString(text)));
    try {
      HttpResponse<byte[]> answer = await(request.build());
      JsonNode content = answer.statusCode() == 200 ? json.readTree(answer.body()) : null;
      if (content == null) {
        throw RegistryFault.of(endpoint.base(), answer, json);
      }
      return content;
    } catch (IOException e) {
      throw new RegistryUnavailableException("registry at " + endpoint.base() + ": " + words(e), e);
    }
  }

  /** Java's client has no words for the two faults that are most common. */
  private static String words(IOException e) {
    if (!(e instanceof ConnectException) || e.getMessage() != null) {
      return e.toString();
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "nobody knows its name";
      }
    }
    return "nobody answers there";
  }

  /** The request's own timeout ends with the headers; a body that never ends needs this one. */
  private HttpResponse<byte[]> await(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> pending =
        http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER_BYTES));
    try {
      return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw new IOException("no complete answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      pending.cancel(true);
      throw new InterruptException(e);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
