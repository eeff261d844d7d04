package io.blipstream.ops.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chart's objects, as Helm itself makes them.
 *
 * @param objects in Helm's order
 */
record Rendered(List<JsonNode> objects) {
  Rendered {
    objects = List.copyOf(objects);
  }

  static Rendered withDefaults() {
    return of(command());
  }

  static Rendered example(String name) {
    return of(command().withValuesFile(DeployFiles.CHART.resolve("examples/" + name)));
  }

  static TemplateCommand command() {
    return new Helm(Path.of("").toAbsolutePath().resolve(DeployFiles.CHART))
        .template()
        .withName("shop");
  }

  static Rendered of(TemplateCommand command) {
    return new Rendered(DeployFiles.documents(command.call()));
  }

  JsonNode only(String kind) {
    return objects.stream()
        .filter(each -> each.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  JsonNode pod() {
    return only("StatefulSet").at("/spec/template/spec");
  }

  JsonNode container() {
    return pod().at("/containers/0");
  }

  /** As the process will find it; what comes from elsewhere has a stand-in. */
  Map<String, String> environment() {
    Map<String, String> environment =
        new TreeMap<>(DeployFiles.texts(only("ConfigMap").path("data")));
    for (JsonNode each : container().path("env")) {
      environment.put(each.path("name").asText(), "from-elsewhere-1234");
    }
    return environment;
  }
}
