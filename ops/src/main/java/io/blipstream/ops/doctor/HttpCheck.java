package io.blipstream.ops.doctor;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.http.HttpSettings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** Whether the probes, the metrics and the Wall could be served. */
final class HttpCheck {
  private HttpCheck() {}

  static List<Diagnosis> look(Configuration configuration) {
    Optional<HttpSettings> settings;
    try {
      settings = HttpSettings.of(configuration);
    } catch (FatalException e) {
      return List.of(
          Diagnosis.fail(
              e.code(),
              e.getMessage(),
              "set http.token, 16 characters or more, or leave http.host"));
    }
    return List.of(
        settings
            .map(HttpCheck::bound)
            .orElseGet(
                () ->
                    Diagnosis.warn(
                        "http.port=off: no probes, no metrics", "set http.port to have them")));
  }

  private static Diagnosis bound(HttpSettings settings) {
    String address = settings.host() + ":" + settings.port();
    try (ServerSocket socket =
        new ServerSocket(settings.port(), 1, InetAddress.getByName(settings.host()))) {
      return Diagnosis.ok(address + " is free");
    } catch (IOException e) {
      String found = address + " cannot be had: " + e.getMessage();
      return settings.anyPort()
          ? Diagnosis.warn(found, "another free port is taken; http.port names one for good")
          : Diagnosis.fail(
              FaultCode.ADDRESS_UNAVAILABLE, found, "end who has it, or set another http.port");
    }
  }
}
