package io.blipstream.ops.metrics;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.ops.pipeline.ServedModels;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.topology.fetch.FetchStats;
import io.blipstream.topology.shadow.ShadowStats;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whose numbers are taken.
 *
 * @param engine the live model's
 * @param shadow empty without one
 * @param fetching empty where no pictures are fetched
 * @param canaryFallbacks empty without a canary
 */
public record Watched(
    Pipeline pipeline,
    Engine engine,
    Supplier<Optional<ShadowStats>> shadow,
    Supplier<Optional<FetchStats>> fetching,
    Supplier<OptionalLong> canaryFallbacks) {
  public Watched {
    requireNonNull(pipeline, "pipeline");
    requireNonNull(engine, "engine");
    requireNonNull(shadow, "shadow");
    requireNonNull(fetching, "fetching");
    requireNonNull(canaryFallbacks, "canaryFallbacks");
  }

  public static Watched of(Pipeline pipeline, ServedModels models) {
    return new Watched(
        pipeline, models.live(), models::shadow, models::fetching, models::canaryFallbacks);
  }

  /** With no model on trial. */
  public static Watched of(Pipeline pipeline, Engine engine) {
    return new Watched(pipeline, engine, Optional::empty, Optional::empty, OptionalLong::empty);
  }
}
