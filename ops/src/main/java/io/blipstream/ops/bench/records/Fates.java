package io.blipstream.ops.bench.records;

import io.blipstream.ops.bench.topics.OutcomeSink;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Origin;
import io.blipstream.schemas.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of every record: one dead letter, or one outcome for each of its instructions. Told
 * apart by where a record stood, since a spoilt one has no name to trust. Of one thread.
 */
public final class Fates implements OutcomeSink {
  /** In place of an instruction's id, which has no slash: the whole record. */
  private static final String WHOLE = "/";

  /** What may become of one record. */
  private static final class Fate {
    private final Set<String> instructions;
    private final boolean silent;
    private final Set<String> seen = new HashSet<>();
    private int doubled;

    /**
     * @param instructions whose outcomes may stand in place of one for the whole; empty where
     *     nobody can read the record
     * @param silent whether nothing need come of it
     */
    private Fate(Set<String> instructions, boolean silent) {
      this.instructions = instructions;
      this.silent = silent;
    }

    private void add(String outcome) {
      boolean expected = outcome.equals(WHOLE) || instructions.contains(outcome);
      boolean alone = seen.isEmpty() || (!outcome.equals(WHOLE) && !seen.contains(WHOLE));
      if (!seen.add(outcome) || !expected || !alone) {
        doubled++;
      }
    }

    private boolean complete() {
      return silent
          || seen.contains(WHOLE)
          || (!instructions.isEmpty() && seen.containsAll(instructions));
    }
  }

  private final int partitions;
  private final List<Fate> fates = new ArrayList<>();
  private final Map<String, Integer> faults = new TreeMap<>();
  private int results;
  private int letters;
  private int silent;

  /**
   * @param partitions over which records go in turn
   */
  Fates(int partitions) {
    this.partitions = partitions;
  }

  /**
   * One more record.
   *
   * @param instructions that can be read in it; empty where none can
   */
  void expect(Set<String> instructions) {
    fates.add(new Fate(Set.copyOf(instructions), false));
  }

  /** One more record, of which nothing need come: a request to forget. */
  void expectNothing() {
    fates.add(new Fate(Set.of(), true));
    silent++;
  }

  @Override
  public void take(String place, Result result) {
    results++;
    fate(result.getOrigin()).add(result.getInstructionId());
  }

  @Override
  public void take(String place, DeadLetter letter) {
    letters++;
    faults.merge(letter.getFault(), 1, Integer::sum);
    Optional<String> instruction = letter.getInstructionId();
    fate(letter.getOrigin()).add(instruction.orElse(WHOLE));
  }

  private Fate fate(Origin origin) {
    return fates.get(Math.toIntExact(origin.getOffset() * partitions + origin.getPartition()));
  }

  /** Records of which something is missing. */
  public int lost() {
    return (int) fates.stream().filter(fate -> !fate.complete()).count();
  }

  /** Outcomes that are one too many, or not of this record. */
  public int doubled() {
    return fates.stream().mapToInt(fate -> fate.doubled).sum();
  }

  public int tried() {
    return fates.size();
  }

  public int results() {
    return results;
  }

  public int letters() {
    return letters;
  }

  /** Requests to forget among the records. */
  public int erasures() {
    return silent;
  }

  /** Dead letters by fault code. */
  public Map<String, Integer> faults() {
    return Map.copyOf(faults);
  }
}
