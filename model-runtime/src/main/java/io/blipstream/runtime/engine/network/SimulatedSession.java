package io.blipstream.runtime.engine.network;

import io.blipstream.runtime.decoding.Decoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Says as many tokens as picture and prompt decide. Owned by one thread. */
final class SimulatedSession<T> implements Session<T> {
  private record Row<T>(Entry<T> entry, String prompt, int left) {
    Row<T> later() {
      return new Row<>(entry, prompt, left - 1);
    }
  }

  private final SimulatedNetwork network;
  private final Map<T, Row<T>> rows = new LinkedHashMap<>();

  SimulatedSession(SimulatedNetwork network) {
    this.network = network;
  }

  @Override
  public void admit(List<Entry<T>> entries) {
    network.read(entries.stream().map(e -> SimulatedNetwork.words(e.prompt())).toList());
    entries.forEach(
        entry -> {
          String prompt = SimulatedNetwork.words(entry.prompt());
          rows.put(entry.ticket(), new Row<>(entry, prompt, length(entry, prompt)));
        });
  }

  private int length(Entry<T> entry, String prompt) {
    int spread = Math.floorMod(31 * marks(entry) + prompt.hashCode(), 2 * network.answerTokens());
    return Math.min(1 + spread, entry.task().longest());
  }

  @Override
  public List<Ended<T>> step() {
    network.step(rows.values().stream().map(Row::prompt).toList());
    rows.replaceAll((ticket, row) -> row.later());
    List<Ended<T>> ended = new ArrayList<>();
    rows.values().stream()
        .filter(row -> row.left() == 0)
        .forEach(row -> ended.add(new Ended<>(row.entry().ticket(), answer(row))));
    ended.forEach(one -> rows.remove(one.ticket()));
    return ended;
  }

  private Decoded answer(Row<T> row) {
    int length = length(row.entry(), row.prompt());
    List<Integer> tokens = new ArrayList<>(List.of(marks(row.entry()), row.prompt().hashCode()));
    tokens.addAll(Collections.nCopies(Math.max(0, length - tokens.size()), 1));
    List<Double> candidates = new ArrayList<>();
    for (int i = 0; i < row.entry().task().candidates().size(); i++) {
      candidates.add(-1.0 - i);
    }
    return new Decoded(tokens, Collections.nCopies(tokens.size(), -0.25f), candidates);
  }

  private int marks(Entry<T> entry) {
    return ((SimulatedNetwork.Softened) entry.soft()).marks();
  }

  @Override
  public int rows() {
    return rows.size();
  }

  @Override
  public boolean idle() {
    return rows.isEmpty();
  }

  @Override
  public void abandon(Predicate<? super T> unwanted) {
    rows.keySet().removeIf(unwanted);
  }

  @Override
  public void close() {
    rows.clear();
  }
}
