package io.blipstream.runtime.engine.network;

import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.Decoded;
import io.blipstream.runtime.decoding.DecodingTask;
import io.blipstream.runtime.model.PromptTokens;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks each admitted group to its end in one step. */
final class WholeAnswers<T> implements Session<T> {
  private final VisionLanguageModel model;
  private final Map<T, Ended<T>> said = new LinkedHashMap<>();

  WholeAnswers(VisionLanguageModel model) {
    this.model = model;
  }

  @Override
  public void admit(List<Entry<T>> entries) {
    List<PromptTokens> prompts = entries.stream().map(Entry::prompt).toList();
    List<DecodingTask> tasks = entries.stream().map(Entry::task).toList();
    try (NDManager scratch = model.newBatch()) {
      List<Decoded> answers =
          model.answer(
              TensorRow.together(scratch, entries.stream().map(Entry::soft).toList()),
              prompts,
              tasks);
      for (int i = 0; i < answers.size(); i++) {
        said.put(entries.get(i).ticket(), new Ended<>(entries.get(i).ticket(), answers.get(i)));
      }
    }
  }

  @Override
  public List<Ended<T>> step() {
    List<Ended<T>> ended = new ArrayList<>(said.values());
    said.clear();
    return ended;
  }

  @Override
  public int rows() {
    return said.size();
  }

  @Override
  public void abandon(T ticket) {
    said.remove(ticket);
  }

  @Override
  public void close() {
    said.clear();
  }
}
