package io.blipstream.runtime.tuning;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.data.SplitCheck;
import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImagePreprocessor;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.PreprocessorConfig;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;

/** Everything that a run needs, opened and closed together. Of one thread. */
public final class Classroom implements AutoCloseable {
  private final TuningPlan plan;
  private final List<DataSet> sets;
  private final Course course;
  private final Workers workers;

  private Classroom(TuningPlan plan, List<DataSet> sets, Course course) {
    this.plan = plan;
    this.sets = sets;
    this.course = course;
    workers = new Workers(course.workers());
  }

  /** Instruction tuning on the processor. */
  public static Classroom open(
      TuningPlan plan, List<DataSet> sets, ImageProfile profile, IntConsumer progress) {
    return open(plan, Stage.INSTRUCTION, DeviceId.CPU, sets, profile, progress);
  }

  /**
   * Checks the split, computes what the frozen image encoder says of every picture that was not
   * looked at yet, and opens what learns. The whole model is only open for the former.
   *
   * @param sets all that are declared; the held-out ones are checked against and not learned from
   * @param device that is learned on, in fp32
   * @param profile how pictures are prepared; the serving pipeline's own by default
   * @param progress is told how many pictures are done
   * @throws FatalException DATA_INVALID where nothing is held in, or a held-out picture is in a
   *     held-in set; and what opening a checkpoint throws
   */
  public static Classroom open(
      TuningPlan plan,
      Stage stage,
      DeviceId device,
      List<DataSet> sets,
      ImageProfile profile,
      IntConsumer progress) {
    SplitCheck.requireClean(sets);
    List<DataSet> heldIn = sets.stream().filter(set -> !set.spec().heldOut()).toList();
    if (heldIn.isEmpty()) {
      throw new FatalException(FaultCode.DATA_INVALID, "no data set is held in");
    }
    boolean pixels = plan.learns().contains(Network.IMAGE_ENCODER) && stage != Stage.ALIGNMENT;
    // Another encoder, or another way of preparing pictures, says something else of them.
    String kept = profile.name().toLowerCase(Locale.ROOT) + (pixels ? "-pixels" : "");
    PictureFeatures features = new PictureFeatures(plan.features().resolve(kept));
    Course course = course(plan, stage, device, features);
    try {
      Path start = plan.start();
      ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT, profile);
      ImagePreprocessor preprocessor = ImagePreprocessor.of(PreprocessorConfig.in(start));
      if (pixels) {
        features.prepare(pictures(heldIn), Classroom::flat, decoder, preprocessor, progress);
      } else {
        try (VisionLanguageModel model =
            VisionLanguageModel.open(start, device, Precision.FP32, LoadProgress.UNSEEN)) {
          features.prepare(
              pictures(heldIn), each -> seen(model, each), decoder, preprocessor, progress);
        }
      }
      return new Classroom(plan, heldIn, course);
    } catch (RuntimeException e) {
      course.close();
      throw e;
    }
  }

  private static Course course(
      TuningPlan plan, Stage stage, DeviceId device, PictureFeatures features) {
    if (stage == Stage.ALIGNMENT) {
      return Alignment.open(plan.start(), device, features, plan.seed());
    }
    Student student = Student.open(plan.start(), device, plan.learns());
    try {
      boolean told = stage == Stage.INSTRUCTION;
      // A card computes one thing after the other however many ask.
      int workers = device.equals(DeviceId.CPU) ? plan.workers() : 1;
      return new Generation(student, new Teacher(plan.start(), student, features, told), workers);
    } catch (RuntimeException e) {
      student.close();
      throw e;
    }
  }

  /** Numbers that learn. */
  public long learnedNumbers() {
    return course.learner().learned().stream().mapToLong(each -> each.tensor().size()).sum();
  }

  /**
   * @return the step whose checkpoint was written, 0 for the start's own
   * @throws FatalException TUNING_DIVERGED
   */
  public int run(Tuning.Watcher watcher) {
    return new Tuning(plan, course, workers, sets, watcher).run();
  }

  private static float[] seen(VisionLanguageModel model, List<float[]> pixels) {
    try (NDManager batch = model.newBatch()) {
      return model.look(batch, pixels).toFloatArray();
    }
  }

  private static float[] flat(List<float[]> pixels) {
    int size = pixels.get(0).length;
    float[] flat = new float[pixels.size() * size];
    for (int i = 0; i < pixels.size(); i++) {
      System.arraycopy(pixels.get(i), 0, flat, i * size, size);
    }
    return flat;
  }

  private static Set<Path> pictures(List<DataSet> sets) {
    Set<Path> pictures = new LinkedHashSet<>();
    for (DataSet set : sets) {
      for (Sample sample : set.samples()) {
        pictures.addAll(sample.frames());
      }
    }
    return pictures;
  }

  @Override
  public void close() {
    workers.close();
    course.close();
  }
}
