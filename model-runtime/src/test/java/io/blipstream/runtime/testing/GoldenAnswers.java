package io.blipstream.runtime.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the reference answered on one small checkpoint, case by case. */
public final class GoldenAnswers {
  /** The checkpoints that the reference was asked on. */
  public static final List<String> FAMILIES =
      List.of("instructblip-t5", "instructblip-llama", "blip2-t5", "blip2-opt");

  private final String name;
  private final Path folder;
  private final JsonNode json;
  private final GoldenTensors tensors;

  private GoldenAnswers(String name, Path folder, JsonNode json, GoldenTensors tensors) {
    this.name = name;
    this.folder = folder;
    this.json = json;
    this.tensors = tensors;
  }

  public static GoldenAnswers of(String name) {
    try {
      Path folder = resource("/golden/" + name);
      return new GoldenAnswers(
          name,
          folder,
          new ObjectMapper().readTree(folder.resolve("golden.json").toFile()),
          GoldenTensors.load("/golden/" + name + "/golden.safetensors"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  public List<Case> cases() {
    List<Case> all = new ArrayList<>();
    for (JsonNode node : json.path("cases")) {
      all.add(new Case(all.size(), node));
    }
    return all;
  }

  public Clip clip() {
    JsonNode clip = json.path("clip");
    List<byte[]> frames = new ArrayList<>();
    clip.path("frames").forEach(frame -> frames.add(picture(frame.asText())));
    return new Clip(frames, clip.path("prompt").asText(), integers(clip.path("greedy")));
  }

  /** Four pictures and one prompt. */
  public record Clip(List<byte[]> frames, String prompt, List<Integer> greedy) {}

  /** One picture and prompt. */
  public final class Case {
    private final int number;
    private final JsonNode node;

    private Case(int number, JsonNode node) {
      this.number = number;
      this.node = node;
    }

    public String prompt() {
      return node.path("prompt").asText();
    }

    /** The picture as encoded. */
    public byte[] bytes() {
      return picture(node.path("image").asText());
    }

    public float[] tensor(String tensor) {
      return tensors.tensor("%02d.%s".formatted(number, tensor));
    }

    public long[] shape(String tensor) {
      return tensors.shape("%02d.%s".formatted(number, tensor));
    }

    public long[] ids() {
      return longs(node.path("ids"));
    }

    /** Empty where the Q-Former reads no instruction. */
    public long[] qformerIds() {
      return longs(node.path("qformer_ids"));
    }

    /**
     * Token ids by the reference's name of the method, such as {@code beam5}; null where it was not
     * asked.
     */
    public List<Integer> tokens(String method) {
      return node.has(method) ? integers(node.get(method)) : null;
    }

    public List<Integer> greedy() {
      return tokens("greedy");
    }

    public String greedyText() {
      return node.path("greedy_text").asText();
    }

    public float[] logProbabilities() {
      JsonNode array = node.path("greedy_logprobs");
      float[] values = new float[array.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) array.get(i).asDouble();
      }
      return values;
    }

    /** Summed log-likelihood by candidate. */
    public Map<String, Double> ranked() {
      Map<String, Double> ranked = new LinkedHashMap<>();
      node.path("ranked").forEach(pair -> ranked.put(pair.get(0).asText(), pair.get(1).asDouble()));
      return ranked;
    }

    @Override
    public String toString() {
      return "%s %02d %s".formatted(name, number, node.path("image").asText());
    }
  }

  /** Folder of the pictures. */
  public static Path pictures() {
    return resource("/golden/images");
  }

  private static byte[] picture(String file) {
    try {
      return Files.readAllBytes(pictures().resolve(file));
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
}
