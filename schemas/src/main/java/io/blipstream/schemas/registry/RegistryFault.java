package io.blipstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Turns an answer that is not 200 into the exception that says whose fault it is. Only what the
 * registry itself says of a schema counts against the data; a proxy's 404 does not.
 */
final class RegistryFault {
  private static final int LONGEST_MESSAGE = 500;

  private RegistryFault() {}

  static KafkaException of(URI registry, HttpResponse<byte[]> answer, ObjectMapper json) {
    int status = answer.statusCode();
    int code = status;
    String message = new String(answer.body(), StandardCharsets.UTF_8);
    try {
      JsonNode body = json.readTree(answer.body());
      code = body.path("error_code").asInt(status);
      message = body.path("message").asText(message);
    } catch (IOException notJson) {
      message = "not a registry's answer: " + message;
    }
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "…";
    }
    message = "registry at " + registry + " answered " + status + ": " + message;
    if (status == 408 || status == 429 || status >= 500) {
      return new RegistryUnavailableException(message);
    }
    if (status == 401) {
      return new AuthenticationException(message);
    }
    if (status == 403) {
      return new AuthorizationException(message);
    }
    boolean unknown = status == 404 && code >= 40401 && code <= 40403;
    if (unknown || status == 409 || status == 422) {
      return new SchemaRefusedException(code, message);
    }
    return new ConfigException(message + "; is " + RegistryConfig.URL + " right?");
  }
}
