package io.blipstream.runtime.inspect;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * The foretelling held against the truth: a full batch is answered, and the system is asked how
 * much memory the process took at its worst moment. Linux only.
 */
public final class PeakMemory {
  private PeakMemory() {}

  /**
   * @param opener opens the engine; called once
   * @param work the batch, of random pictures
   * @return the most bytes of main memory that this process ever held, Java's own among them
   */
  public static long measure(Supplier<Engine> opener, Workload work) {
    try (Engine engine = opener.get()) {
      // twice: what the second pass needs on top of what the first keeps is part of the truth
      answer(engine, work, 1);
      answer(engine, work, 2);
      return ProcessMemory.said(ProcessMemory.peak());
    }
  }

  private static void answer(Engine engine, Workload work, int seed) {
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    Random random = new Random(seed);
    int asked = 0;
    for (int i = 1; i <= work.images(); i++) {
      int until = (int) ((long) work.prompts() * i / work.images());
      if (until > asked) {
        replies.add(engine.submit(request(random, until - asked, work)));
      }
      asked = until;
    }
    for (CompletableFuture<Reply> reply : replies) {
      if (!(reply.join() instanceof Reply.Answered answered)
          || !answered.outcomes().stream().allMatch(Outcome.Answer.class::isInstance)) {
        throw new FatalException(
            FaultCode.INFERENCE_FAILED, "the batch was not answered: " + reply.join());
      }
    }
  }

  /** Of answers as long as they may be, all of them. */
  private static ImageRequest request(Random random, int prompts, Workload work) {
    DecodingOptions options =
        new DecodingOptions(
            work.newTokens(), work.newTokens(), work.beams(), 1, 1, Optional.empty(), List.of());
    // about as many tokens as words, the special ones counted
    String words = "a ".repeat(Math.max(1, work.promptTokens() - 2));
    return new ImageRequest(
        "inspect",
        Lane.BULK,
        Optional.empty(),
        List.of(picture(random)),
        Collections.nCopies(prompts, new Prompt(words, options)));
  }

  private static ByteBuffer picture(Random random) {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 64, 64, random.ints(64 * 64).toArray(), 0, 64);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no disk to fail
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
