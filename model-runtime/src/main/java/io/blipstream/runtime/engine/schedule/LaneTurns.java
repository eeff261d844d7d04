package io.blipstream.runtime.engine.schedule;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Which lane is served next: the most urgent one that waits, but no lane waits for ever. While
 * others pass a waiting lane, what they cost is counted; once that is {@value #PATIENCE} times what
 * the lane itself cost last, it is its turn. So each waiting lane has at least about one part in
 * {@value #PATIENCE} of what is given out. Strict priority is the rejected alternative: a saturated
 * urgent lane would stop all others.
 *
 * <p>Not thread-safe.
 */
public final class LaneTurns {
  static final int PATIENCE = 15;

  /** What passed each lane since it was served, less what it is patient for. */
  private final double[] passed;

  /**
   * @param lanes how many; 0 is the most urgent
   */
  public LaneTurns(int lanes) {
    passed = new double[lanes];
    Arrays.fill(passed, -PATIENCE);
  }

  /**
   * @param waiting whether a lane has something to be served
   * @return the lane; -1 where none waits
   */
  public int next(IntPredicate waiting) {
    int first = -1;
    int due = -1;
    for (int lane = 0; lane < passed.length; lane++) {
      if (waiting.test(lane)) {
        first = first < 0 ? lane : first;
        due = passed[lane] >= 0 && (due < 0 || passed[lane] > passed[due]) ? lane : due;
      }
    }
    return due < 0 ? first : due;
  }

  /**
   * A lane was served.
   *
   * @param cost in any unit that is the same for all
   * @param waiting whether a lane had to wait meanwhile
   */
  public void served(int lane, double cost, IntPredicate waiting) {
    for (int other = 0; other < passed.length; other++) {
      if (other != lane && waiting.test(other)) {
        passed[other] += cost;
      }
    }
    passed[lane] = -PATIENCE * cost;
  }
}
