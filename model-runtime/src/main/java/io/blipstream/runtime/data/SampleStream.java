package io.blipstream.runtime.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An endless stream of instructions to learn: a data set by its share, in it the next sample of a
 * shuffle that begins anew after each epoch, one of the set's templates and one of the sample's
 * answers, both uniformly. The same seed gives the same stream, and a {@link State} goes on where
 * it was taken. Of one thread.
 */
public final class SampleStream {
  private static final int SET = 0;
  private static final int ORDER = 1;
  private static final int TEMPLATE = 2;
  private static final int TARGET = 3;

  private final List<DataSet> sets;
  private final Mixture mixture;
  private final long seed;
  private long drawn;
  private final long[] drawnOf;

  /**
   * How far a stream has come.
   *
   * @param drawn samples so far
   * @param drawnOf the same of each data set
   */
  public record State(long seed, long drawn, List<Long> drawnOf) {
    public State {
      drawnOf = List.copyOf(drawnOf);
      if (drawn < 0
          || drawnOf.stream().anyMatch(count -> count < 0)
          || drawnOf.stream().mapToLong(Long::longValue).sum() != drawn) {
        throw new IllegalArgumentException(drawn + " drawn, of each set " + drawnOf);
      }
    }

    /** Before anything is drawn. */
    public static State start(long seed, int sets) {
      return new State(seed, 0, Collections.nCopies(sets, 0L));
    }
  }

  /**
   * One thing to learn.
   *
   * @param set index of its data set
   * @param instruction the template, filled
   * @param target what should be said
   */
  public record Drawn(int set, Sample sample, String instruction, String target) {}

  /**
   * @throws IllegalArgumentException where the state is of another number of data sets
   */
  public SampleStream(List<DataSet> sets, Mixture mixture, State state) {
    if (sets.size() != mixture.shares().size() || sets.size() != state.drawnOf().size()) {
      throw new IllegalArgumentException(
          "%d data sets, %d shares, a state of %d"
              .formatted(sets.size(), mixture.shares().size(), state.drawnOf().size()));
    }
    this.sets = List.copyOf(sets);
    this.mixture = mixture;
    seed = state.seed();
    drawn = state.drawn();
    drawnOf = state.drawnOf().stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * @throws IllegalArgumentException where a sample lacks what the template asks for
   */
  public Drawn next() {
    int set = mixture.at(Chance.uniform(seed, SET, drawn));
    DataSet from = sets.get(set);
    int size = from.samples().size();
    long epoch = drawnOf[set] / size;
    int place = (int) (drawnOf[set] % size);
    Sample sample =
        from.samples().get(Chance.shuffled(place, size, Chance.bits(seed, ORDER, set, epoch)));
    List<String> templates = from.spec().templates();
    String template = templates.get(Chance.below(templates.size(), seed, TEMPLATE, drawn));
    List<String> targets = sample.targets();
    String target = targets.get(Chance.below(targets.size(), seed, TARGET, drawn));
    drawn++;
    drawnOf[set]++;
    return new Drawn(set, sample, new InstructionTemplate(template).filled(sample), target);
  }

  /** How far it has come. */
  public State state() {
    List<Long> counts = new ArrayList<>();
    for (long count : drawnOf) {
      counts.add(count);
    }
    return new State(seed, drawn, counts);
  }
}
