package io.blipstream.runtime.engine.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.blipstream.runtime.decoding.DecodingSession;
import io.blipstream.runtime.model.VisionLanguageModel;
import java.util.List;
import java.util.function.Predicate;

/** The decoding session of a checkpoint, fed from single rows. Owned by one thread. */
final class CheckpointSession<T> implements Session<T> {
  private final VisionLanguageModel model;
  private final DecodingSession<T> session;

  CheckpointSession(VisionLanguageModel model) {
    this.model = model;
    this.session = model.newSession();
  }

  @Override
  public void admit(List<Entry<T>> entries) {
    try (NDManager scratch = model.newBatch()) {
      NDArray soft = TensorRow.together(scratch, entries.stream().map(Entry::soft).toList());
      session.admit(
          soft,
          entries.stream().map(entry -> entry.prompt().words()).toList(),
          entries.stream().map(Entry::task).toList(),
          entries.stream().map(Entry::ticket).toList());
    }
  }

  @Override
  public List<Ended<T>> step() {
    return session.step().stream().map(one -> new Ended<>(one.ticket(), one.answer())).toList();
  }

  @Override
  public void abandon(Predicate<? super T> unwanted) {
    session.abandon(unwanted);
  }

  @Override
  public int rows() {
    return session.rows();
  }

  @Override
  public boolean idle() {
    return session.idle();
  }

  @Override
  public void close() {
    session.close();
  }
}
