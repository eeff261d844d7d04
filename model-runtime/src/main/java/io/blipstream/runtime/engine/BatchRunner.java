package io.blipstream.runtime.engine;

import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.engine.network.Features;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.network.Session;
import io.blipstream.runtime.engine.network.Sight;
import io.blipstream.runtime.engine.network.SoftPrompt;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
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

  private final Network network;
  private final ModelIdentity model;
  private final int maxPrompts;
  private final EngineCounters counters;
  private final Progress progress;

  BatchRunner(
      Network network,
      ModelIdentity model,
      int maxPrompts,
      EngineCounters counters,
      Progress progress) {
    this.network = network;
    this.model = model;
    this.progress = progress;
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
    List<Features> images = plan.jobs().isEmpty() ? List.of() : network.look(plan.pixels());
    try {
      long seen = System.nanoTime();
      progress.made();
      if (!images.isEmpty()) {
        counters.looked(images.size(), seen - begin);
      }
      for (List<Job> part : plan.parts(maxPrompts)) {
        answer(images, part, new Stages(begin, seen - begin), requests, outcomes);
      }
    } finally {
      images.forEach(Features::close);
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      replies.add(new Reply.Answered(model, requests.get(i).images(), List.of(outcomes[i])));
    }
    return replies;
  }

  private record Stages(long begin, long vision) {}

  private void answer(
      List<Features> images,
      List<Job> jobs,
      Stages stages,
      List<PreparedRequest> requests,
      Outcome[][] outcomes) {
    long begin = System.nanoTime();
    List<SoftPrompt> soft =
        network.soften(
            jobs.stream()
                .map(
                    job -> new Sight(job.images().stream().map(images::get).toList(), job.tokens()))
                .toList());
    try (Session<Job> session = network.session()) {
      long queried = System.nanoTime();
      progress.made();
      session.admit(
          IntStream.range(0, jobs.size())
              .mapToObj(
                  i ->
                      new Session.Entry<>(
                          jobs.get(i), soft.get(i), jobs.get(i).tokens(), jobs.get(i).task()))
              .toList());
      while (session.rows() > 0) {
        for (Session.Ended<Job> ended : session.step()) {
          long end = System.nanoTime();
          Job job = ended.ticket();
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
          outcomes[job.request()][job.prompt()] = answer(ended.answer(), job, jobs.size(), times);
        }
        progress.made();
      }
      counters.answered(jobs.size(), System.nanoTime() - begin);
    } finally {
      soft.forEach(SoftPrompt::close);
    }
  }

  private Outcome answer(Decoded decoded, Job job, int batchSize, StageTimes times) {
    return new Outcome.Answer(
        network.text(decoded),
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

  private Reply failed(PreparedRequest request, Throwable e) {
    Fault fault =
        new Fault(
            FaultCode.INFERENCE_FAILED,
            "the network failed on this picture and its prompts: " + e.getClass().getSimpleName());
    return new Reply.Answered(
        model,
        request.images(),
        request.prompts().stream().map(prompt -> (Outcome) new Outcome.Failed(fault)).toList());
  }
}
