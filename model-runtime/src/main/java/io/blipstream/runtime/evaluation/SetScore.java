package io.blipstream.runtime.evaluation;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.data.Measure;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.evaluation.metric.CaptionCase;
import io.blipstream.runtime.evaluation.metric.Cider;
import io.blipstream.runtime.evaluation.metric.Ranking;
import io.blipstream.runtime.evaluation.metric.VqaAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model's score on one data set.
 *
 * @param predictions one per sample
 * @param each what each prediction adds to the score: its own value where the score is their mean,
 *     the margin of the positive class where it is the area under a curve
 */
public record SetScore(DataSetSpec spec, List<Prediction> predictions, List<Double> each) {
  /** Two of five people agreeing are enough, where five were asked. */
  private static final double AGREEING_OF_FIVE = 2;

  public SetScore {
    predictions = List.copyOf(predictions);
    each = List.copyOf(each);
  }

  /**
   * @param predictions one per sample of the set, in its order
   */
  public static SetScore of(DataSet set, List<Prediction> predictions) {
    Measure measure = set.spec().metric();
    List<Double> each;
    if (measure == Measure.CIDER) {
      each =
          Cider.of(
                  predictions.stream()
                      .map(one -> CaptionCase.of(one.text(), one.sample().targets()))
                      .toList())
              .each();
    } else {
      each = predictions.stream().map(one -> value(measure, one)).toList();
    }
    return new SetScore(set.spec(), predictions, each);
  }

  private static double value(Measure measure, Prediction one) {
    if (one.fault().isPresent()) {
      return 0;
    }
    Sample sample = one.sample();
    return switch (measure) {
      case VQA_ACCURACY -> VqaAnswers.accuracy(one.text(), sample.targets());
      case IVQA_ACCURACY -> Math.min(1, agreeing(one) / AGREEING_OF_FIVE);
      case EXACT -> agreeing(one) > 0 ? 1 : 0;
      case TOP_1 -> Ranking.best(one.scores()) == sample.right().orElseThrow() ? 1 : 0;
      case MRR -> Ranking.reciprocalRank(one.scores(), sample.right().orElseThrow());
      case AUC -> margin(one.scores());
      case CIDER -> throw new IllegalStateException("is scored over the whole set");
    };
  }

  private static long agreeing(Prediction one) {
    String said = VqaAnswers.normal(one.text());
    return one.sample().targets().stream()
        .filter(target -> VqaAnswers.normal(target).equals(said))
        .count();
  }

  /** How much likelier the last class, the positive one, is than the first. */
  private static double margin(List<Double> scores) {
    return scores.get(scores.size() - 1) - scores.get(0);
  }

  /** The score, 0 to 100; of CIDEr, to 1000. */
  public double score() {
    return over(IntStream.range(0, each.size()).toArray());
  }

  /** The score over some of the cases, with repetition: what bootstrap asks. */
  double over(int[] cases) {
    if (spec.metric() == Measure.AUC) {
      double[] margins = new double[cases.length];
      boolean[] positive = new boolean[cases.length];
      for (int i = 0; i < cases.length; i++) {
        Sample sample = predictions.get(cases[i]).sample();
        margins[i] = each.get(cases[i]);
        positive[i] = sample.right().orElseThrow() == sample.choices().size() - 1;
      }
      return 100 * Ranking.areaUnderCurve(margins, positive);
    }
    double sum = 0;
    for (int index : cases) {
      sum += each.get(index);
    }
    return 100 * sum / cases.length;
  }

  /** Predictions that never were: bad pictures, prompts that are too long. */
  public long failed() {
    return predictions.stream().filter(one -> one.fault().isPresent()).count();
  }

  /** Words in the answers, on average: short-answer hints show here. */
  public double meanWords() {
    return predictions.stream()
        .mapToInt(one -> one.text().isBlank() ? 0 : one.text().strip().split("\\s+", -1).length)
        .average()
        .orElse(0);
  }

  /** Indexes of what went wrong, the worst first. */
  public List<Integer> worst(int most) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      if (!right(i)) {
        order.add(i);
      }
    }
    if (spec.metric() != Measure.AUC) {
      order.sort((a, b) -> Double.compare(each.get(a), each.get(b)));
    }
    return order.subList(0, Math.min(most, order.size()));
  }

  private boolean right(int index) {
    Prediction one = predictions.get(index);
    return switch (spec.metric()) {
      case AUC ->
          one.fault().isEmpty() && Ranking.best(one.scores()) == one.sample().right().orElseThrow();
      default -> each.get(index) >= 1;
    };
  }
}
