package io.blipstream.ops.topics;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.Flag;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Replay;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Template;
import io.blipstream.topology.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What goes over a topic.
 *
 * @param topic its name, without the prefix
 * @param direction as this application sees it
 * @param key what its records' keys are
 * @param value their schema; empty where it follows from a configuration
 * @param cloudEvent whether its records carry the headers of a CloudEvent
 */
public record Contract(
    String topic, Direction direction, String key, Optional<Schema> value, boolean cloudEvent) {
  private static final String RESULT_KEY = "subject/instruction";
  private static final String POLICY_KEY = "subject/policy";

  public Contract {
    requireNonNull(topic, "topic");
    requireNonNull(direction, "direction");
    requireNonNull(key, "key");
    requireNonNull(value, "value");
  }

  /** As this application sees it. */
  public enum Direction {
    IN,
    OUT
  }

  /** All of them, in the order of {@link Topics#toCreate}. */
  public static List<Contract> all() {
    Topics bare = new Topics("");
    return List.of(
        in(bare.imageEvents(), "subject", ImageEvent.getClassSchema()),
        in(bare.instructionTemplates(), "id@version", Template.getClassSchema()),
        event(bare.captions(), RESULT_KEY, Result.getClassSchema()),
        event(bare.answers(), RESULT_KEY, Result.getClassSchema()),
        event(bare.questions(), RESULT_KEY, Result.getClassSchema()),
        event(bare.deadLetters(), "the original key", DeadLetter.getClassSchema()),
        out(bare.replays(), "topic/partition/offset", Replay.getClassSchema()),
        out(bare.shadow(), RESULT_KEY, Comparison.getClassSchema()),
        out(bare.altTexts(), "subject", AltText.getClassSchema()),
        new Contract(bare.products(), Direction.OUT, "subject", Optional.empty(), false),
        out(bare.flags(), POLICY_KEY, Flag.getClassSchema()),
        out(bare.reviews(), POLICY_KEY, Flag.getClassSchema()),
        in(bare.feedback(), RESULT_KEY, Feedback.getClassSchema()));
  }

  private static Contract in(String topic, String key, Schema value) {
    return new Contract(topic, Direction.IN, key, Optional.of(value), false);
  }

  private static Contract out(String topic, String key, Schema value) {
    return new Contract(topic, Direction.OUT, key, Optional.of(value), false);
  }

  private static Contract event(String topic, String key, Schema value) {
    return new Contract(topic, Direction.OUT, key, Optional.of(value), true);
  }

  /** One word for it, in camel case: names of channels have no hyphens everywhere. */
  String name() {
    StringBuilder name = new StringBuilder();
    for (String word : topic.split("-", -1)) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }
}
