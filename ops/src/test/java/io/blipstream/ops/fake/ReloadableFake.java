package io.blipstream.ops.fake;

import io.blipstream.runtime.engine.EngineStats;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.ReloadableEngine;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Folders are models, by their names; what is with the old model is answered by it. */
public final class ReloadableFake implements ReloadableEngine {
  private final Duration latency;
  private final List<Path> tried = new CopyOnWriteArrayList<>();
  private volatile FakeEngine serving;

  public ReloadableFake(Duration latency, Path folder) {
    this.latency = latency;
    this.serving = new FakeEngine(latency, identity(folder));
  }

  public static ModelIdentity identity(Path folder) {
    String name = folder.getFileName().toString();
    return new ModelIdentity(name, "digest of " + name, "fake");
  }

  /** Folders that were to be loaded, also those that could not be. */
  public List<Path> tried() {
    return tried;
  }

  /** A folder that has a file {@code broken} in it cannot be loaded. */
  @Override
  public ModelIdentity reload(Path folder) {
    tried.add(folder);
    if (Files.exists(folder.resolve("broken"))) {
      throw new FatalException(FaultCode.CHECKPOINT_INVALID, "broken");
    }
    serving = new FakeEngine(latency, identity(folder));
    return serving.model();
  }

  @Override
  public CompletableFuture<Reply> submit(ImageRequest request) {
    return serving.submit(request);
  }

  @Override
  public ModelIdentity model() {
    return serving.model();
  }

  @Override
  public EngineStats stats() {
    return serving.stats();
  }

  @Override
  public Duration silence() {
    return serving.silence();
  }

  @Override
  public void close() {
    serving.close();
  }
}
