package io.blipstream.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one batch through the network: image encoder once per distinct picture, Q-Former and
 * language model once per prompt. Owned by the device thread.
 *
 * <p>A batch that fails is halved until what is poisonous stands alone; nothing is answered before
 * its whole part went through, so no request is answered twice.
 */
final class BatchRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  private final VisionLanguageModel model;
  private final int maxPrompts;
  private final EngineCounters counters;

  BatchRunner(VisionLanguageModel model, int maxPrompts, EngineCounters counters) {
    this.model = model;
    this.maxPrompts = maxPrompts;
    this.counters = counters;
  }

  /** Answers every request of the batch. */
  void run(List<PreparedRequest> batch) {
    List<Reply> replies;
    try {
      replies = replies(batch);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (batch.size() == 1) {
        LOG.warn("inference failed on a single request: {}", e.toString());
        replies = List.of(failed(batch.get(0), e));
      } else {
        run(batch.subList(0, batch.size() / 2));
        run(batch.subList(batch.size() / 2, batch.size()));
        return;
      }
    }
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).pending().complete(replies.get(i));
    }
  }

  private List<Reply> replies(List<PreparedRequest> requests) {
    long begin = System.nanoTime();
    BatchPlan plan = BatchPlan.of(requests);
    Outcome[][] outcomes = plan.refused();
    if (!plan.jobs().isEmpty()) {
      try (NDManager batch = model.newBatch()) {
        NDArray images = model.look(batch, plan.pixels());
        long seen = System.nanoTime();
        counters.looked(plan.pixels().size(), seen - begin);
        for (List<Job> part : plan.parts(maxPrompts)) {
          answer(batch, images, part, new Stages(begin, seen - begin), requests, outcomes);
        }
      }
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      replies.add(new Reply.Answered(requests.get(i).images(), List.of(outcomes[i])));
    }
    return replies;
  }

  private record Stages(long begin, long vision) {}

  private void answer(
      NDManager batch,
      NDArray images,
      List<Job> jobs,
      Stages stages,
      List<PreparedRequest> requests,
      Outcome[][] outcomes) {
    long begin = System.nanoTime();
    List<PromptTokens> prompts = jobs.stream().map(Job::tokens).toList();
    List<List<Integer>> owners = jobs.stream().map(Job::images).toList();
    List<DecodingTask> tasks = jobs.stream().map(Job::task).toList();
    try (NDManager part = batch.newSubManager()) {
      NDArray soft = model.softPrompts(part, images, owners, prompts);
      long queried = System.nanoTime();
      List<Decoded> answers = model.answer(soft, prompts, tasks);
      long end = System.nanoTime();
      counters.answered(jobs.size(), end - begin);
      for (int i = 0; i < jobs.size(); i++) {
        Job job = jobs.get(i);
        PreparedRequest request = requests.get(job.request());
        long submitted = request.pending().submitted();
        StageTimes times =
            new StageTimes(
                Math.max(0, stages.begin() - submitted - request.decodeNanos()),
                request.decodeNanos(),
                stages.vision(),
                queried - begin,
                end - queried,
                end - submitted);
        outcomes[job.request()][job.prompt()] = answer(answers.get(i), job, jobs.size(), times);
      }
    }
  }

  private Outcome answer(Decoded decoded, Job job, int batchSize, StageTimes times) {
    return new Outcome.Answer(
        model.text(decoded),
        decoded.tokenIds(),
        decoded.logProbabilities(),
        decoded.confidence(),
        choices(decoded, job.task().options().candidates()),
        batchSize,
        job.imageReused(),
        times);
  }

  private static List<Choice> choices(Decoded decoded, List<String> candidates) {
    List<Double> scores = decoded.scores();
    return IntStream.range(0, candidates.size())
        .mapToObj(i -> new Choice(candidates.get(i), decoded.candidates().get(i), scores.get(i)))
        .toList();
  }

  private static Reply failed(PreparedRequest request, Throwable e) {
    Fault fault =
        new Fault(
            FaultCode.INFERENCE_FAILED,
            "the network failed on this picture and its prompts: " + e.getClass().getSimpleName());
    return new Reply.Answered(
        request.images(),
        request.prompts().stream().map(prompt -> (Outcome) new Outcome.Failed(fault)).toList());
  }
}
