package io.blipstream.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * One address of a registry and what to show there.
 *
 * @param base without a trailing slash and without credentials
 * @param authorization value of the header of that name
 */
record Endpoint(URI base, Optional<String> authorization) {
  static List<Endpoint> of(RegistryConfig config) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String url : config.getList(RegistryConfig.URL)) {
      endpoints.add(of(url.trim(), config));
    }
    if (endpoints.isEmpty()) {
      throw new ConfigException(RegistryConfig.URL + " names no address");
    }
    return List.copyOf(endpoints);
  }

  private static Endpoint of(String url, RegistryConfig config) {
    try {
      URI given = new URI(url.replaceAll("/+$", ""));
      boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
      if (!http || given.getHost() == null || given.getQuery() != null || given.isOpaque()) {
        throw fault();
      }
      URI base =
          new URI(
              given.getScheme(),
              null,
              given.getHost(),
              given.getPort(),
              given.getPath(),
              null,
              null);
      return new Endpoint(base, authorization(Optional.ofNullable(given.getUserInfo()), config));
    } catch (URISyntaxException e) {
      throw fault();
    }
  }

  /** Without the address itself: it may hold a password. */
  private static ConfigException fault() {
    return new ConfigException(
        RegistryConfig.URL
            + " takes http://host[:port][/path] or https://…, several by comma, or one mem://scope");
  }

  private static Optional<String> authorization(Optional<String> inUrl, RegistryConfig config) {
    String userInfo = config.secret(RegistryConfig.USER_INFO);
    String token = config.secret(RegistryConfig.BEARER_TOKEN);
    boolean fromUrl = "URL".equals(config.getString(RegistryConfig.CREDENTIALS_SOURCE));
    if (fromUrl == (userInfo != null)) {
      throw new ConfigException(
          RegistryConfig.USER_INFO
              + " and "
              + RegistryConfig.CREDENTIALS_SOURCE
              + "=USER_INFO are set together or not at all");
    }
    Optional<String> basic = fromUrl ? inUrl : Optional.of(userInfo);
    if (basic.isPresent() && token != null) {
      throw new ConfigException(
          "basic auth and " + RegistryConfig.BEARER_TOKEN + " exclude each other");
    }
    if (token != null) {
      return Optional.of("Bearer " + token);
    }
    return basic.map(
        credentials ->
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
  }
}
