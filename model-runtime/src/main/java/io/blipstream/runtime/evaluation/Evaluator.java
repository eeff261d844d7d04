package io.blipstream.runtime.evaluation;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;

/**
 * Asks a model everything that a data set holds, through the engine that also serves the stream.
 * Samples that follow each other and are about one picture share its trip through the image
 * encoder. Of one thread.
 */
public final class Evaluator {
  private static final int MOST_PROMPTS = 64;
  private static final int MOST_OPEN = 48;
  private static final long LARGEST_PICTURE = 64L << 20;

  private final Engine engine;
  private final IntConsumer progress;
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Prediction> predictions = new ArrayList<>();

  private record Open(List<Question> questions, CompletableFuture<Reply> reply) {}

  /**
   * @param progress is told how many samples are done
   */
  public Evaluator(Engine engine, IntConsumer progress) {
    this.engine = engine;
    this.progress = progress;
  }

  /** One per sample, in their order. */
  public List<Prediction> predictions(DataSet set) {
    predictions.clear();
    List<Question> group = new ArrayList<>();
    int prompts = 0;
    for (Sample sample : set.samples()) {
      Question question = Question.of(set.spec(), sample);
      boolean other =
          !group.isEmpty()
              && (!group.get(0).sample().frames().equals(sample.frames())
                  || prompts + question.prompts().size() > MOST_PROMPTS);
      if (other) {
        submit(List.copyOf(group));
        group.clear();
        prompts = 0;
      }
      group.add(question);
      prompts += question.prompts().size();
    }
    if (!group.isEmpty()) {
      submit(List.copyOf(group));
    }
    while (!open.isEmpty()) {
      finishOldest();
    }
    return List.copyOf(predictions);
  }

  private void submit(List<Question> questions) {
    while (open.size() >= MOST_OPEN) {
      finishOldest();
    }
    List<Prompt> prompts =
        questions.stream().flatMap(question -> question.prompts().stream()).toList();
    List<ByteBuffer> frames =
        questions.get(0).sample().frames().stream().map(Evaluator::bytes).toList();
    ImageRequest request =
        new ImageRequest("evaluation", Lane.INTERACTIVE, Optional.empty(), frames, prompts);
    open.add(new Open(questions, engine.submit(request)));
  }

  private void finishOldest() {
    Open oldest = open.remove();
    Reply reply = joined(oldest.reply());
    int at = 0;
    for (Question question : oldest.questions()) {
      int count = question.prompts().size();
      if (reply instanceof Reply.Answered answered) {
        List<Outcome> outcomes = answered.outcomes().subList(at, at + count);
        predictions.add(question.prediction(outcomes));
      } else {
        predictions.add(
            Prediction.failed(
                question.sample(), question.instruction(), ((Reply.Rejected) reply).fault()));
      }
      at += count;
    }
    progress.accept(predictions.size());
  }

  private static Reply joined(CompletableFuture<Reply> reply) {
    try {
      return reply.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BlipstreamException fault) {
        throw fault;
      }
      throw e;
    }
  }

  private static ByteBuffer bytes(Path picture) {
    try {
      if (Files.size(picture) > LARGEST_PICTURE) {
        throw new FatalException(
            FaultCode.IMAGE_TOO_LARGE, picture + " is larger than " + LARGEST_PICTURE + " bytes");
      }
      return ByteBuffer.wrap(Files.readAllBytes(picture)).asReadOnlyBuffer();
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot read picture " + picture, e);
    }
  }
}
