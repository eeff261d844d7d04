package io.blipstream.topology.routing;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the results of all subjects to one instruction have in common: topic, and second half of the
 * key. Written as {@code destination/instruction}.
 */
public record ResultName(Destination destination, String instructionId) {
  public ResultName {
    requireNonNull(destination, "destination");
    requireNonNull(instructionId, "instructionId");
  }

  /** The name of what goes out; empty for dead letters and for tombstones. */
  public static Optional<ResultName> of(Outgoing outgoing) {
    if (outgoing.destination() == Destination.DEAD_LETTERS || outgoing.record().value() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new ResultName(outgoing.destination(), ResultKey.instructionId(outgoing.record().key())));
  }

  /** An instruction's names where its task is not known. */
  public static List<ResultName> everywhere(String instructionId) {
    return Arrays.stream(Destination.values())
        .filter(each -> each != Destination.DEAD_LETTERS)
        .map(each -> new ResultName(each, instructionId))
        .toList();
  }

  /** Of its text. */
  public static ResultName parse(String text) {
    int slash = text.indexOf('/');
    String node = text.substring(0, slash);
    Destination destination =
        Arrays.stream(Destination.values())
            .filter(each -> each.node().equals(node))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no destination " + node));
    return new ResultName(destination, text.substring(slash + 1));
  }

  /** Has a compacted topic forget the result for one subject. */
  public Outgoing tombstone(SourceRecord source, String subject) {
    return new Outgoing(
        destination,
        source.successor(ResultKey.of(subject, instructionId), null, HeaderWriter.trace(source)),
        new Outgoing.Forgotten());
  }

  @Override
  public String toString() {
    return destination.node() + '/' + instructionId;
  }
}
