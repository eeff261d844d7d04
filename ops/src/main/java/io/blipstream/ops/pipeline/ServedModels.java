package io.blipstream.ops.pipeline;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.config.ModelReload;
import io.blipstream.ops.fetch.FetchSettings;
import io.blipstream.ops.fetch.HttpPictureFetcher;
import io.blipstream.ops.model.EngineOpener;
import io.blipstream.ops.model.ModelWatch;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.EngineObserver;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.serde.SpecificAvroSerializer;
import io.blipstream.topology.fetch.FetchStats;
import io.blipstream.topology.fetch.Fetching;
import io.blipstream.topology.fetch.PictureFetcher;
import io.blipstream.topology.shadow.Answerer;
import io.blipstream.topology.shadow.Canary;
import io.blipstream.topology.shadow.ComparisonTopic;
import io.blipstream.topology.shadow.Shadow;
import io.blipstream.topology.shadow.ShadowBounds;
import io.blipstream.topology.shadow.ShadowStats;
import io.blipstream.topology.shadow.Share;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The models of a process, each with an engine of its own: the live one, which may follow a link,
 * and those on trial.
 */
public final class ServedModels implements AutoCloseable {
  /** Of the bytes that may be at the live engine. */
  private static final int SHADOWS_PART = 4;

  /** What is to be closed, the last opened first. */
  private final Deque<Runnable> open = new ArrayDeque<>();

  /** The live one, and a canary. */
  private final List<Engine> answering = new ArrayList<>();

  private final Engine live;
  private Answerer answerer;
  private Optional<Canary> canary = Optional.empty();
  private Optional<Shadow> shadow = Optional.empty();
  private Optional<PictureFetcher> fetcher = Optional.empty();

  private ServedModels(Engine live) {
    this.live = live;
    this.answerer = Answerer.of(live);
    answering.add(live);
    open.push(live::close);
  }

  /**
   * Loads them; takes seconds for each.
   *
   * @throws io.blipstream.runtime.fault.BlipstreamException where one cannot be loaded
   */
  public static ServedModels open(Configuration configuration, EngineOpener engines, Clock clock) {
    Configuration followed = ModelWatch.followed(configuration);
    ServedModels models = new ServedModels(engines.open(followed));
    try {
      configuration
          .value(Keys.CANARY_MODEL)
          .ifPresent(folder -> models.addCanary(configuration, folder, engines));
      configuration
          .value(Keys.SHADOW_MODEL)
          .ifPresent(folder -> models.addShadow(configuration, folder, engines, clock));
      PipelineSettings.fetching(configuration)
          .ifPresent(settings -> models.addFetching(configuration, settings, clock));
      if (configuration.value(Keys.MODEL_RELOAD) == ModelReload.WATCH) {
        models.open.push(ModelWatch.start(configuration, followed, models.live)::close);
      }
      return models;
    } catch (RuntimeException e) {
      models.close();
      throw e;
    }
  }

  /** The live one. */
  public Engine live() {
    return live;
  }

  /** Tells what the models that answer do, from now on. */
  public void observe(EngineObserver observer) {
    answering.forEach(engine -> engine.observe(observer));
  }

  /** Who answers: the live model, and the others by their shares. */
  public Answerer answerer() {
    return answerer;
  }

  /** What became of the shadow's share; empty without a shadow. */
  public Optional<ShadowStats> shadow() {
    return shadow.map(Shadow::stats);
  }

  /** Events that the live model answered in place of the canary; empty without one. */
  public OptionalLong canaryFallbacks() {
    return canary.map(each -> OptionalLong.of(each.fallbacks())).orElse(OptionalLong.empty());
  }

  /** What became of pictures by address; empty where none are fetched. */
  public Optional<FetchStats> fetching() {
    return fetcher.map(PictureFetcher::stats);
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }

  private void addCanary(Configuration configuration, Path folder, EngineOpener engines) {
    Engine engine = opened(configuration, folder, engines);
    answering.add(engine);
    Canary added =
        new Canary(
            answerer,
            Answerer.of(engine),
            new Share("canary", configuration.value(Keys.CANARY_SHARE)),
            configuration.value(Keys.ENGINE_TIMEOUT));
    canary = Optional.of(added);
    answerer = added;
  }

  private void addShadow(
      Configuration configuration, Path folder, EngineOpener engines, Clock clock) {
    Engine engine = opened(configuration, folder, engines);
    SpecificAvroSerializer<Comparison> serializer = new SpecificAvroSerializer<>();
    serializer.configure(configuration.registry(), false);
    Shadow added =
        new Shadow(
            answerer,
            engine,
            new Share("shadow", configuration.value(Keys.SHADOW_SHARE)),
            bounds(configuration),
            ComparisonTopic.open(
                configuration.kafka(), serializer, PipelineSettings.topics(configuration).shadow()),
            clock);
    open.push(added::close);
    shadow = Optional.of(added);
    answerer = added;
  }

  /** Last, so that it stands before all models. */
  private void addFetching(Configuration configuration, FetchSettings settings, Clock clock) {
    PictureFetcher added = HttpPictureFetcher.open(settings);
    open.push(added::close);
    fetcher = Optional.of(added);
    answerer =
        new Fetching(
            answerer,
            added,
            settings.patience().whole(),
            configuration.value(Keys.FETCH_MAX_BYTES),
            clock);
  }

  private Engine opened(Configuration configuration, Path folder, EngineOpener engines) {
    Engine engine =
        engines.open(configuration.with(Map.of(Keys.MODEL_DIR.name(), folder.toString())));
    open.push(engine::close);
    return engine;
  }

  private static ShadowBounds bounds(Configuration configuration) {
    return new ShadowBounds(
        configuration.value(Keys.SHADOW_MAX_EVENTS),
        configuration.value(Keys.IN_FLIGHT_MAX_BYTES) / SHADOWS_PART,
        configuration.value(Keys.IN_FLIGHT_MAX_EVENTS) / 2);
  }
}
