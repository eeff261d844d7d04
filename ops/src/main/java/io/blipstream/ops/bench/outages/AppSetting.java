package io.blipstream.ops.bench.outages;

import io.blipstream.ops.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How the application is told what it needs.
 *
 * @param environment of its process
 * @param address where it serves its probes
 */
public record AppSetting(Map<String, String> environment, String address, SimulatedDevice device) {
  /**
   * @param promptMillis that the device takes for each prompt
   * @param configuration of it, beside what it needs here
   */
  public static AppSetting of(
      Configuration cluster, Path folder, int promptMillis, Map<String, String> configuration)
      throws IOException {
    int port = freePort();
    SimulatedDevice device = new SimulatedDevice(folder.resolve("device-gone"));
    Map<String, String> keys = new HashMap<>(configuration);
    keys.put("kafka.bootstrap.servers", cluster.kafka().get("bootstrap.servers").toString());
    keys.put("schema.registry.url", cluster.registry().get("schema.registry.url").toString());
    keys.put("kafka.state.dir", folder.resolve("state").toString());
    keys.put("kafka.group.instance.id", "outages");
    keys.put("model.dir", ".");
    // So that what the device can do is known.
    keys.put("engine.workers", "1");
    keys.put("http.port", Integer.toString(port));
    Map<String, String> environment = new HashMap<>();
    keys.forEach(
        (key, value) ->
            environment.put("BLIPSTREAM_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    environment.put(SimulatedDevice.GONE, device.gone().toString());
    environment.put(SimulatedDevice.PROMPT_MILLIS, Integer.toString(promptMillis));
    return new AppSetting(environment, "http://127.0.0.1:" + port, device);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
