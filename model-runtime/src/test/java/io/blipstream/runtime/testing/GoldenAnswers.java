package io.blipstream.runtime.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the reference answered on one small checkpoint, case by case. */
public final class GoldenAnswers {
  /** One picture and prompt. */
  public record Case(
      int number,
      String image,
      String prompt,
      long[] ids,
      long[] qformerIds,
      List<Integer> greedy,
      String greedyText,
      float[] logProbabilities) {
    public String tensor(String name) {
      return "%02d.%s".formatted(number, name);
    }

    /** The picture as encoded. */
    public byte[] bytes() {
      try {
        return Files.readAllBytes(resource("/golden/images").resolve(image));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public String toString() {
      return "%02d %s".formatted(number, image);
    }
  }

  public static final Path FOLDER = resource("/golden/instructblip-t5");
  public static final GoldenTensors TENSORS =
      GoldenTensors.load("/golden/instructblip-t5/golden.safetensors");

  private GoldenAnswers() {}

  public static Path checkpoint() {
    return FOLDER.resolve("checkpoint");
  }

  public static List<Case> all() {
    try {
      JsonNode cases =
          new ObjectMapper().readTree(FOLDER.resolve("golden.json").toFile()).path("cases");
      List<Case> all = new ArrayList<>();
      for (JsonNode node : cases) {
        all.add(
            new Case(
                all.size(),
                node.path("image").asText(),
                node.path("prompt").asText(),
                longs(node.path("ids")),
                longs(node.path("qformer_ids")),
                integers(node.path("greedy")),
                node.path("greedy_text").asText(),
                floats(node.path("greedy_logprobs"))));
      }
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(GoldenAnswers.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static long[] longs(JsonNode array) {
    return integers(array).stream().mapToLong(Integer::longValue).toArray();
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> list = new ArrayList<>();
    array.forEach(node -> list.add(node.asInt()));
    return list;
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }
}
