package io.blipstream.ops.scenes.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.scenes.QuestionAnswer;
import io.blipstream.ops.scenes.Scene;
import io.blipstream.ops.scenes.SceneObjects;
import io.blipstream.ops.scenes.SceneRenderer;
import io.blipstream.ops.scenes.SceneSampler;
import io.blipstream.ops.scenes.SceneText;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetFile;
import io.blipstream.runtime.data.SplitCheck;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Writes the family: pictures, a file of rows for each data set, and their declaration. The same
 * seed writes the same bytes. Of one thread.
 */
public final class SceneFamily {
  /** How often a scene is asked; each time other things are asked after. */
  private static final int ROUNDS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final long seed;
  private final IntConsumer progress;
  private final SceneObjects objects = SceneObjects.load();
  private final SceneText text = new SceneText(objects);
  private final SceneRenderer renderer = new SceneRenderer(objects);
  private final HeldOutTasks tasks = new HeldOutTasks(objects);
  private final Map<String, BufferedWriter> files = new HashMap<>();
  private int drawn;

  /**
   * @param folder is made where it is not there
   * @param progress is told how many pictures are drawn
   */
  public SceneFamily(Path folder, long seed, IntConsumer progress) {
    this.folder = folder;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * @param pictures to learn on
   * @param heldOut pictures of each held-out part
   * @return the declaration
   * @throws FatalException FILE_NOT_FOUND where the folder cannot be written; DATA_INVALID where a
   *     held-out picture is in a held-in set
   */
  public Path write(int pictures, int heldOut) {
    Path declaration = folder.resolve("sets.json");
    List<Part> parts =
        List.of(
            new Part("", "learn", Variation.NONE, pictures, false),
            new Part("other layouts", "layouts", Variation.LAYOUTS, heldOut, true),
            new Part("other grounds", "grounds", Variation.GROUNDS, heldOut, true),
            new Part("noise", "noise", Variation.NOISE, heldOut, true));
    SceneSets sets = new SceneSets();
    try {
      for (Part part : parts) {
        Files.createDirectories(folder.resolve(part.folder()));
        sets.asked(part);
        write(part, parts.indexOf(part));
      }
      Files.createDirectories(folder.resolve("tasks"));
      sets.heldOutTasks();
      writeTasks(heldOut);
      for (BufferedWriter file : files.values()) {
        file.close();
      }
      JSON.writerWithDefaultPrettyPrinter().writeValue(declaration.toFile(), sets.declaration());
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write into " + folder, e);
    }
    DataSetFile file = DataSetFile.read(declaration);
    SplitCheck.requireClean(
        file.datasets().stream().map(spec -> DataSet.read(spec, file.root())).toList());
    return declaration;
  }

  private void write(Part part, int place) throws IOException {
    SceneSampler sampler = new SceneSampler(objects, seed * 1_000 + place);
    Random random = new Random(seed * 1_000 + 500 + place);
    for (int i = 0; i < part.pictures(); i++) {
      Scene scene = part.variation().scene(sampler.next(), random);
      String image = "%s/%06d.jpg".formatted(part.folder(), i);
      draw(image, scene, part.variation(), random);
      put(part, "short captions", SceneRow.caption(image, text.shortCaption(scene)));
      put(part, "captions", SceneRow.caption(image, text.longCaption(scene)));
      Set<QuestionAnswer> asked = new LinkedHashSet<>();
      for (int round = 0; round < (part.heldOut() ? 1 : ROUNDS); round++) {
        asked.addAll(text.asked(scene, random));
      }
      for (QuestionAnswer each : asked) {
        SceneRow row = SceneRow.answer(image, each.question(), each.answer());
        put(part, kind(each), row);
        if (!part.heldOut()) {
          put(part, "asked", row);
        }
      }
    }
  }

  private static String kind(QuestionAnswer asked) {
    if (asked.question().startsWith("how many")) {
      return "how many";
    }
    if (!asked.answer().equals("yes") && !asked.answer().equals("no")) {
      return "open questions";
    }
    return asked.question().startsWith("is th")
            && !asked.question().contains(" of the ")
            && !asked.question().contains(" above the ")
        ? "is there"
        : "which way";
  }

  private void writeTasks(int pictures) throws IOException {
    SceneSampler sampler = new SceneSampler(objects, seed * 1_000 + 900);
    Random random = new Random(seed * 1_000 + 901);
    for (int i = 0; i < pictures; i++) {
      HeldOutTasks.Asked larger = tasks.larger(random);
      String image = "tasks/larger-%06d.jpg".formatted(i);
      draw(image, larger.scene(), Variation.NONE, random);
      put("which is larger", larger.row(image));
      HeldOutTasks.Asked odd = tasks.odd(random);
      image = "tasks/odd-%06d.jpg".formatted(i);
      draw(image, odd.scene(), Variation.NONE, random);
      put("odd one out", odd.row(image));
      HeldOutTasks.Asked choice = tasks.choice(sampler.next(), text, random);
      image = "tasks/choice-%06d.jpg".formatted(i);
      draw(image, choice.scene(), Variation.NONE, random);
      put("multiple choice", choice.row(image));
    }
  }

  private void draw(String image, Scene scene, Variation variation, Random random)
      throws IOException {
    BufferedImage drawing = renderer.image(scene, random, variation::ground);
    variation.picture(drawing, random);
    Files.write(folder.resolve(image), SceneRenderer.jpeg(drawing));
    progress.accept(++drawn);
  }

  private void put(Part part, String set, SceneRow row) throws IOException {
    put(part.suffix().isEmpty() ? set : set + " - " + part.suffix(), row);
  }

  private void put(String set, SceneRow row) throws IOException {
    BufferedWriter file = files.get(set);
    if (file == null) {
      file = Files.newBufferedWriter(folder.resolve(SceneSets.fileName(set)));
      files.put(set, file);
    }
    file.write(JSON.writeValueAsString(row));
    file.newLine();
  }
}
