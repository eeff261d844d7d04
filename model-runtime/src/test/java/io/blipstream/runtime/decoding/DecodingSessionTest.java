package io.blipstream.runtime.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.kernel.PyTorch;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import io.blipstream.runtime.testing.GoldenAnswers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whoever else is there, and whenever they came: an answer is what it would be alone. */
class DecodingSessionTest {
  private static final List<DecodingOptions> METHODS =
      List.of(
          new DecodingOptions(1),
          new DecodingOptions(5),
          new DecodingOptions(16),
          new DecodingOptions(40, 38, 1, 1, 1.3, Optional.empty(), List.of()),
          new DecodingOptions(11, 5, 1, 1, 1.3, Optional.empty(), List.of()),
          new DecodingOptions(12, 0, 5, 1, 1, Optional.empty(), List.of()),
          new DecodingOptions(10, 0, 3, -1, 1, Optional.empty(), List.of()),
          new DecodingOptions(12, 4, 2, 1, 1.5, Optional.empty(), List.of()),
          new DecodingOptions(9, 0, 1, 1, 1, Optional.of(new Sampling(0.9, 1.2, 7)), List.of()),
          DecodingOptions.ranking(List.of("yes", "no", "a dog and a cat", "yes or no")));

  /** Of each family; one that has fewer begins again. */
  private static final int MOST_CASES = 10;

  private static final Map<String, Bench> BENCHES = new HashMap<>();

  /** Prompts that join together before a step. */
  record Arrival(int steps, List<Request> requests) {}

  /** One golden case under one way of decoding. */
  record Request(int golden, int method) {}

  @BeforeContainer
  static void open() {
    PyTorch.prepareThread();
    PyTorch.spreadOver(1);
    for (String family : GoldenAnswers.FAMILIES) {
      BENCHES.put(family, new Bench(family));
    }
  }

  @AfterContainer
  static void close() {
    BENCHES.values().forEach(bench -> bench.model.close());
  }

  @Property(tries = 40)
  void answersAreWhatTheyWouldBeAlone(
      @ForAll("families") String family, @ForAll("arrivals") List<Arrival> arrivals) {
    Bench bench = BENCHES.get(family);
    int before = bench.tensors();
    try (DecodingSession<Request> session = bench.model.newSession()) {
      List<Ended<Request>> ended = new ArrayList<>();
      int admitted = 0;
      for (Arrival arrival : arrivals) {
        bench.admit(session, arrival.requests());
        admitted += arrival.requests().size();
        for (int i = 0; i < arrival.steps(); i++) {
          ended.addAll(session.step());
        }
        assertThat(session.prompts()).isLessThanOrEqualTo(session.rows());
      }
      while (!session.idle()) {
        ended.addAll(session.step());
      }
      assertThat(ended).hasSize(admitted);
      assertThat(session.rows()).isZero();
      ended.forEach(one -> bench.assertAsAlone(one.ticket(), one.answer()));
    }
    assertThat(bench.tensors()).isEqualTo(before);
  }

  @Property(tries = 15)
  void abandonedPromptsLeaveTheOthersAsTheyAre(
      @ForAll("families") String family,
      @ForAll("arrivals") List<Arrival> arrivals,
      @ForAll Set<Integer> unwanted) {
    Bench bench = BENCHES.get(family);
    try (DecodingSession<Integer> session = bench.model.newSession()) {
      List<Request> requests = new ArrayList<>();
      Set<Integer> over = new HashSet<>();
      for (Arrival arrival : arrivals) {
        int first = requests.size();
        requests.addAll(arrival.requests());
        bench.admit(
            session, arrival.requests(), IntStream.range(first, requests.size()).boxed().toList());
        for (int i = 0; i < arrival.steps(); i++) {
          session.step().forEach(one -> assertAlone(bench, requests, one, over));
        }
        for (int dropped : session.abandon(ticket -> unwanted.contains(ticket % 5))) {
          assertThat(over.add(dropped)).isTrue();
        }
      }
      while (!session.idle()) {
        session.step().forEach(one -> assertAlone(bench, requests, one, over));
      }
      assertThat(over).hasSize(requests.size());
    }
  }

  @Property(tries = 3)
  void refusedAdmissionLeavesTheOthersAsTheyAre(@ForAll("families") String family) {
    Bench bench = BENCHES.get(family);
    Request request = new Request(0, 2);
    try (DecodingSession<Request> session = bench.model.newSession();
        NDManager scratch = bench.model.newBatch()) {
      bench.admit(session, List.of(request));
      session.step();
      NDArray torn = scratch.zeros(new Shape(1, 2, 3));
      assertThatThrownBy(
              () ->
                  session.admit(
                      torn,
                      List.of(new long[] {1}),
                      List.of(bench.model.task(METHODS.get(0))),
                      List.of(request)))
          .isNotInstanceOf(FatalException.class);
      assertThat(session.prompts()).isOne();
      List<Ended<Request>> ended = new ArrayList<>();
      while (!session.idle()) {
        ended.addAll(session.step());
      }
      assertThat(ended).hasSize(1);
      bench.assertAsAlone(request, ended.get(0).answer());
    }
  }

  private static void assertAlone(
      Bench bench, List<Request> requests, Ended<Integer> one, Set<Integer> over) {
    assertThat(over.add(one.ticket())).isTrue();
    bench.assertAsAlone(requests.get(one.ticket()), one.answer());
  }

  @Provide
  Arbitrary<String> families() {
    return Arbitraries.of(GoldenAnswers.FAMILIES);
  }

  @Provide
  Arbitrary<List<Arrival>> arrivals() {
    Arbitrary<Request> request =
        Combinators.combine(
                Arbitraries.integers().between(0, MOST_CASES - 1),
                Arbitraries.integers().between(0, METHODS.size() - 1))
            .as(Request::new);
    return Combinators.combine(
            Arbitraries.integers().between(0, 12), request.list().ofMinSize(1).ofMaxSize(6))
        .as(Arrival::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** A model with the answers that its prompts have alone. */
  private static final class Bench {
    private final VisionLanguageModel model;
    private final List<PromptTokens> prompts;
    private final NDManager manager;
    private final List<NDArray> soft = new ArrayList<>();
    private final Map<Request, Decoded> alone = new HashMap<>();

    Bench(String family) {
      GoldenAnswers golden = GoldenAnswers.of(family);
      model = VisionLanguageModel.open(golden.checkpoint());
      manager = model.newBatch();
      List<GoldenAnswers.Case> cases =
          Stream.generate(golden::cases).flatMap(List::stream).limit(MOST_CASES).toList();
      prompts = cases.stream().map(c -> model.tokenize(c.prompt())).toList();
      for (GoldenAnswers.Case each : cases) {
        NDArray images = model.look(manager, List.of(each.tensor("pixels")));
        PromptTokens prompt = prompts.get(soft.size());
        soft.add(model.softPrompts(manager, images, List.of(List.of(0)), List.of(prompt)));
      }
    }

    int tensors() {
      return manager.getParentManager().getManagedArrays().size();
    }

    void admit(DecodingSession<Request> session, List<Request> requests) {
      admit(session, requests, requests);
    }

    <T> void admit(DecodingSession<T> session, List<Request> requests, List<T> tickets) {
      try (NDManager scratch = model.newBatch()) {
        NDList rows = new NDList();
        requests.forEach(request -> rows.add(soft.get(request.golden()).squeeze(0)));
        NDArray all = NDArrays.stack(rows);
        rows.close();
        all.attach(scratch);
        session.admit(
            all,
            requests.stream().map(request -> prompts.get(request.golden()).words()).toList(),
            requests.stream().map(request -> model.task(METHODS.get(request.method()))).toList(),
            tickets);
      }
    }

    void assertAsAlone(Request request, Decoded answer) {
      Decoded expected =
          alone.computeIfAbsent(
              request,
              r ->
                  model
                      .answer(
                          soft.get(r.golden()),
                          List.of(prompts.get(r.golden())),
                          Collections.singletonList(model.task(METHODS.get(r.method()))))
                      .get(0));
      assertThat(answer.tokenIds()).as(request.toString()).isEqualTo(expected.tokenIds());
      assertClose(answer.logProbabilities(), expected.logProbabilities());
      assertClose(answer.candidates(), expected.candidates());
    }

    private static void assertClose(List<? extends Number> actual, List<? extends Number> wanted) {
      assertThat(actual).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.size(); i++) {
        assertThat(actual.get(i).doubleValue())
            .isEqualTo(wanted.get(i).doubleValue(), within(1e-4));
      }
    }
  }
}
