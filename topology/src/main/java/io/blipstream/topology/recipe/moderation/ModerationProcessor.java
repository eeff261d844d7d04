package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.topology.recipe.RecordReader;
import io.blipstream.topology.recipe.ResultProcessor;
import io.blipstream.topology.routing.SourceRecord;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps one verdict for each subject and policy, and has it stand where it belongs. What people
 * said of a picture holds until another picture comes; what is clear is remembered too, or an old
 * event that comes late would flag anew.
 */
final class ModerationProcessor extends ResultProcessor {
  static final String STORE = "moderation-verdicts";

  private final Map<String, Policy> policies;
  private final PeoplesWords people;
  private final FlagWriter writer;
  private final Shelves shelves;
  private KeyValueStore<String, Flag> verdicts;

  ModerationProcessor(
      ModerationSettings settings,
      RecordReader<Result> results,
      PeoplesWords people,
      FlagWriter writer,
      Shelves shelves) {
    super(results, settings.feeds());
    this.policies =
        settings.policies().stream().collect(Collectors.toMap(Policy::name, Function.identity()));
    this.people = requireNonNull(people, "people");
    this.writer = requireNonNull(writer, "writer");
    this.shelves = requireNonNull(shelves, "shelves");
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    verdicts = context.getStateStore(STORE);
  }

  @Override
  protected void process(SourceRecord source) {
    if (!source.topic().equals(people.topic())) {
      super.process(source);
    } else if (source.value() != null) {
      people.reader().read(source, this::forward).ifPresent(said -> hear(source, said));
    }
  }

  /**
   * Feedback is about all sorts of results. A verdict follows where it is about the picture that
   * the verdict is about, and says one of the policy's candidates.
   */
  private void hear(SourceRecord source, Feedback said) {
    Policy policy = policies.get(said.getInstructionId());
    if (policy == null || !policy.question().candidates().contains(said.getRightText())) {
      return;
    }
    Flag before = verdicts.get(key(said.getSubject(), policy.name()));
    if (before != null && before.getEventId().equals(said.getEventId())) {
      become(
          source, before, writer.ofPeople(policy, before, said.getRightText(), said.getGivenBy()));
    }
  }

  @Override
  protected void take(SourceRecord source, Result result) {
    Policy policy = policies.get(result.getInstructionId());
    if (policy == null || result.getStatus() != Status.OK || result.getChoices().isEmpty()) {
      return;
    }
    Flag now = writer.ofModel(policy, result);
    Flag before = verdicts.get(key(result.getSubject(), policy.name()));
    if (before == null || !stands(before, now)) {
      become(source, before, now);
    }
  }

  @Override
  protected void erase(SourceRecord source, String subject, String instructionId) {
    if (policies.containsKey(instructionId)) {
      String key = key(subject, instructionId);
      verdicts.delete(key);
      // Also where nothing is known of it: a store that was reset must not keep what is to go.
      for (Shelves.Shelf each : new Shelves.Shelf[] {shelves.flags(), shelves.reviews()}) {
        send(source, each.topic(), each.writer(), key, null);
      }
    }
  }

  private static boolean stands(Flag before, Flag now) {
    boolean samePicture =
        before.getImageSha256().isPresent() && before.getImageSha256().equals(now.getImageSha256());
    return now.getOccurredAt().isBefore(before.getOccurredAt())
        || (before.getDecidedBy().isPresent() && samePicture);
  }

  private void become(SourceRecord source, Flag before, Flag now) {
    String key = key(now.getSubject(), now.getPolicy());
    verdicts.put(key, now);
    Optional<Shelves.Shelf> from =
        Optional.ofNullable(before).flatMap(each -> shelves.of(each.getVerdict()));
    Optional<Shelves.Shelf> to = shelves.of(now.getVerdict());
    from.filter(shelf -> !to.equals(from))
        .ifPresent(shelf -> send(source, shelf.topic(), shelf.writer(), key, null));
    to.ifPresent(shelf -> send(source, shelf.topic(), shelf.writer(), key, now));
  }

  private static String key(String subject, String policy) {
    return subject + '/' + policy;
  }
}
