package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.ResizeMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How an engine is set up.
 *
 * @param model a Hugging Face checkpoint folder
 * @param threads that one operator may spread over; for the whole process
 * @param maxImages most pictures in one batch of the image encoder
 * @param maxPrompts most prompts in one batch of the language model
 * @param linger how long a batch waits for company after its first picture
 * @param decodeThreads that turn pictures into pixels
 * @param queueCapacity most requests held at once, waiting and running
 * @param limits of a picture
 * @param profile how pictures are prepared
 * @param resize how pictures of other proportions are; empty as the checkpoint says
 */
public record EngineConfig(
    Path model,
    int threads,
    int maxImages,
    int maxPrompts,
    Duration linger,
    int decodeThreads,
    int queueCapacity,
    ImageLimits limits,
    ImageProfile profile,
    Optional<ResizeMode> resize) {
  public EngineConfig {
    requireNonNull(model, "model");
    requireNonNull(limits, "limits");
    requireNonNull(profile, "profile");
    requireNonNull(resize, "resize");
    requireAtLeastOne("threads", threads);
    requireAtLeastOne("pictures of a batch", maxImages);
    requireAtLeastOne("prompts of a batch", maxPrompts);
    requireAtLeastOne("decode threads", decodeThreads);
    requireAtLeastOne("queue capacity", queueCapacity);
    if (linger.isNegative()) {
      throw invalid("linger is " + linger + ", must not be negative");
    }
  }

  /** What fits a small machine: all its cores, and batches of a size that fills them. */
  public static EngineConfig of(Path model) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineConfig(
        model,
        cores,
        16,
        64,
        Duration.ofMillis(10),
        cores,
        1_024,
        ImageLimits.DEFAULT,
        ImageProfile.NATURAL,
        Optional.empty());
  }

  private static void requireAtLeastOne(String what, int value) {
    if (value < 1) {
      throw invalid(what + " is " + value + ", must be at least 1");
    }
  }

  private static FatalException invalid(String why) {
    return new FatalException(FaultCode.CONFIGURATION_INVALID, "engine: " + why);
  }
}
