package io.blipstream.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Measure;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.engine.Choice;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.engine.StageTimes;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
  @TempDir private Path folder;
  private final List<ImageRequest> requests = new ArrayList<>();
  private Path cat;
  private Path bad;

  @BeforeEach
  void pictures() throws IOException {
    cat = Files.writeString(folder.resolve("cat"), "cat");
    bad = Files.writeString(folder.resolve("bad"), "bad");
  }

  @Test
  void predictionsStandInTheOrderOfTheSamples_andBadPicturesFailAlone() {
    DataSet set =
        Sets.of(
            Measure.EXACT,
            Sets.open(cat, "one", "cat: Q: one"),
            Sets.open(bad, "two", "x"),
            Sets.open(cat, "three", "dog"),
            Sets.open(cat, "fail", "x"));
    SetScore score = SetScore.of(set, predictions(set));
    assertThat(score.predictions())
        .extracting(Prediction::text)
        .containsExactly("cat: Q: one", "", "cat: Q: three", "");
    assertThat(score.each()).containsExactly(1.0, 0.0, 0.0, 0.0);
    assertThat(score.score()).isEqualTo(25);
    assertThat(score.failed()).isEqualTo(2);
  }

  @Test
  void samplesOfOnePicture_shareARequest() {
    Sample[] samples =
        IntStream.range(0, 70).mapToObj(i -> Sets.open(cat, "q" + i, "x")).toArray(Sample[]::new);
    assertThat(predictions(Sets.of(Measure.EXACT, samples))).hasSize(70);
    assertThat(requests).extracting(request -> request.prompts().size()).containsExactly(64, 6);
  }

  @Test
  void wordingsOfAChoice_addUp_overAsManyRankingsAsItTakes() {
    // 300 wordings do not fit one ranking; the fake gives each the log-probability of its length.
    List<List<String>> choices =
        new ArrayList<>(IntStream.range(0, 298).mapToObj(i -> List.of("long wording")).toList());
    choices.add(List.of("ab", "cd"));
    Prediction prediction =
        predictions(Sets.of(Measure.TOP_1, Sets.closed(cat, "q", 298, choices))).get(0);
    assertThat(requests.get(0).prompts()).hasSize(2);
    assertThat(prediction.scores()).hasSize(299);
    assertThat(prediction.scores().get(298)).isCloseTo(-2 + Math.log(2), within(1e-9));
    assertThat(
            SetScore.of(Sets.of(Measure.TOP_1, prediction.sample()), List.of(prediction)).score())
        .isEqualTo(100);
  }

  @Test
  void areaUnderTheCurve_takesTheLastClassAsPositive() {
    List<List<String>> choices = List.of(List.of("no"), List.of("yes"));
    Sample negative = Sets.closed(cat, "n", 0, choices);
    Sample positive = Sets.closed(cat, "p", 1, choices);
    DataSet set = Sets.of(Measure.AUC, negative, positive);
    SetScore score =
        SetScore.of(
            set,
            List.of(ranked(negative, List.of(-1.0, -3.0)), ranked(positive, List.of(-1.0, -2.0))));
    assertThat(score.score()).isEqualTo(100);
    assertThat(score.worst(5)).containsExactly(1);
  }

  @Test
  void reciprocalRanks_areAveraged() {
    List<List<String>> choices = List.of(List.of("a"), List.of("b"), List.of("c"));
    Sample sample = Sets.closed(cat, "q", 2, choices);
    SetScore score =
        SetScore.of(
            Sets.of(Measure.MRR, sample), List.of(ranked(sample, List.of(-1.0, -3.0, -2.0))));
    assertThat(score.score()).isEqualTo(50);
  }

  private static Prediction ranked(Sample sample, List<Double> scores) {
    return new Prediction(sample, "", "", scores, Optional.empty());
  }

  private List<Prediction> predictions(DataSet set) {
    List<Integer> told = new ArrayList<>();
    List<Prediction> predictions = new Evaluator(engine(), told::add).predictions(set);
    assertThat(told).last().isEqualTo(set.samples().size());
    return predictions;
  }

  /** Says the picture and the prompt; of candidates, prefers the short ones. */
  private Engine engine() {
    return new Engine() {
      @Override
      public CompletableFuture<Reply> submit(ImageRequest request) {
        requests.add(request);
        String picture =
            StandardCharsets.UTF_8.decode(request.frames().get(0).duplicate()).toString();
        if (picture.equals("bad")) {
          return CompletableFuture.completedFuture(
              new Reply.Rejected(new Fault(FaultCode.IMAGE_UNDECODABLE, "bad")));
        }
        return CompletableFuture.completedFuture(
            new Reply.Answered(
                model(),
                List.of(),
                request.prompts().stream().map(prompt -> outcome(picture, prompt)).toList()));
      }

      @Override
      public ModelIdentity model() {
        return new ModelIdentity("fake", "0", "fake");
      }

      @Override
      public EngineStats stats() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Duration silence() {
        return Duration.ZERO;
      }

      @Override
      public void close() {}
    };
  }

  private static Outcome outcome(String picture, Prompt prompt) {
    if (prompt.text().endsWith("fail")) {
      return new Outcome.Failed(new Fault(FaultCode.PROMPT_TOO_LONG, "long"));
    }
    List<Choice> choices =
        prompt.options().candidates().stream()
            .map(text -> new Choice(text, -text.length(), 0))
            .toList();
    return new Outcome.Answer(
        picture + ": " + prompt.text(),
        List.of(),
        List.of(),
        1,
        choices,
        1,
        false,
        new StageTimes(0, 0, 0, 0, 0, 0));
  }
}
