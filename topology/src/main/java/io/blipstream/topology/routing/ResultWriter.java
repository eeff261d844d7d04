package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.engine.StageTimes;
import io.blipstream.schemas.Choice;
import io.blipstream.schemas.Decoding;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Timings;
import io.blipstream.topology.retry.Patience;
import io.blipstream.topology.template.WordedInstruction;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/** Builds results with their provenance. Any thread may use it. */
public final class ResultWriter {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final StageTimes NO_TIME = new StageTimes(0, 0, 0, 0, 0, 0);

  private final Supplier<ModelIdentity> model;
  private final Clock clock;
  private final Map<Destination, Payloads<Result>> payloads = new EnumMap<>(Destination.class);

  /**
   * @param topics names the topic of each destination
   * @param model which model would answer now: what an expired prompt was meant for
   */
  public ResultWriter(
      Function<Destination, String> topics,
      Serializer<Result> serializer,
      Patience patience,
      Supplier<ModelIdentity> model,
      Clock clock) {
    this.model = requireNonNull(model, "model");
    this.clock = requireNonNull(clock, "clock");
    for (Destination each : Destination.values()) {
      if (each != Destination.DEAD_LETTERS) {
        payloads.put(each, new Payloads<>(topics.apply(each), serializer, patience));
      }
    }
  }

  /**
   * The model's words.
   *
   * @param reply the answer is one of its outcomes
   */
  public Outgoing answer(
      SourceRecord source,
      EventFacts event,
      WordedInstruction instruction,
      Reply.Answered reply,
      Outcome.Answer answer) {
    return send(
        source,
        common(source, event, instruction, reply.model())
            .setDecoding(decoding(instruction, answer.tokenIds().size()))
            .setTimings(timings(answer.times()))
            .setStatus(Status.OK)
            .setText(answer.text())
            .setChoice(answer.choices().isEmpty() ? null : answer.text())
            .setChoices(choices(answer))
            .setConfidence(answer.confidence())
            .setTokenLogProbabilities(answer.tokenLogProbabilities())
            .setImage(facts(reply.images().get(0)))
            .setFrames(frames(reply.images()))
            .setBatchSize(answer.batchSize())
            .setImageReused(answer.imageReused())
            .build());
  }

  /**
   * Nobody waits any more: no text, and no picture, since nobody looked at it.
   *
   * @param status why
   */
  public Outgoing unanswered(
      SourceRecord source, EventFacts event, WordedInstruction instruction, Status status) {
    return send(
        source,
        common(source, event, instruction, model.get())
            .setDecoding(decoding(instruction, 0))
            .setTimings(timings(NO_TIME))
            .setStatus(status)
            .setChoices(List.of())
            .setTokenLogProbabilities(List.of())
            .setBatchSize(0)
            .setImageReused(false)
            .build());
  }

  private Result.Builder common(
      SourceRecord source, EventFacts event, WordedInstruction instruction, ModelIdentity by) {
    return Result.newBuilder()
        .setEventId(event.eventId())
        .setSubject(event.subject())
        .setInstructionId(instruction.instructionId())
        .setFeed(event.feed())
        .setTask(instruction.task())
        .setTemplateId(instruction.templateId())
        .setTemplateVersion(instruction.templateVersion())
        .setPrompt(instruction.prompt().text())
        .setModelId(by.id())
        .setModelDigest(by.digest())
        .setOrigin(source.origin())
        .setOccurredAt(event.occurredAt())
        .setCompletedAt(clock.instant())
        .setAttributes(event.attributes());
  }

  private static Decoding decoding(WordedInstruction instruction, int newTokens) {
    return Decoding.newBuilder()
        .setMethod(instruction.prompt().options().method())
        .setMaxNewTokens(instruction.prompt().options().maxNewTokens())
        .setNewTokens(newTokens)
        .build();
  }

  private Outgoing send(SourceRecord source, Result result) {
    Task task = result.getTask();
    RecordHeaders headers = HeaderWriter.trace(source);
    HeaderWriter.addCloudEvent(headers, result);
    byte[] value = payloads.get(Destination.of(task)).write(headers, result);
    byte[] key = ResultKey.of(result.getSubject(), result.getInstructionId());
    return new Outgoing(
        Destination.of(task),
        source.successor(key, value, headers),
        new Outgoing.Answered(task, result.getStatus()));
  }

  /** Best first. */
  private static List<Choice> choices(Outcome.Answer answer) {
    return answer.choices().stream()
        .sorted(Comparator.comparingDouble((io.blipstream.runtime.engine.Choice c) -> -c.score()))
        .map(
            c ->
                Choice.newBuilder()
                    .setText(c.text())
                    .setLogProbability(c.logProbability())
                    .setScore(c.score())
                    .build())
        .toList();
  }

  private static List<ImageFacts> frames(List<io.blipstream.runtime.engine.ImageFacts> images) {
    return images.size() == 1 ? List.of() : images.stream().map(ResultWriter::facts).toList();
  }

  private static ImageFacts facts(io.blipstream.runtime.engine.ImageFacts image) {
    return ImageFacts.newBuilder()
        .setSha256(image.sha256())
        .setFormat(image.format())
        .setWidth(image.width())
        .setHeight(image.height())
        .setBytes(image.bytes())
        .build();
  }

  private static Timings timings(StageTimes times) {
    return Timings.newBuilder()
        .setQueueMs(times.queue() / NANOS_PER_MILLI)
        .setDecodeMs(times.decode() / NANOS_PER_MILLI)
        .setVisionMs(times.vision() / NANOS_PER_MILLI)
        .setQformerMs(times.qformer() / NANOS_PER_MILLI)
        .setLanguageMs(times.language() / NANOS_PER_MILLI)
        .setTotalMs(times.total() / NANOS_PER_MILLI)
        .build();
  }
}
