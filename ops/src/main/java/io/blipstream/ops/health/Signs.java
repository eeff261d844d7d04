package io.blipstream.ops.health;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.metrics.PipelineWatch;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.engine.Engine;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * What a running pipeline shows of itself.
 *
 * @param streams the state of Kafka Streams
 * @param silence for how long the engine has had work while none of it moved
 * @param brokerFault why the broker did not answer last; empty where it did
 */
record Signs(State streams, Duration silence, Optional<String> brokerFault) {
  Signs {
    requireNonNull(streams, "streams");
    requireNonNull(silence, "silence");
    requireNonNull(brokerFault, "brokerFault");
  }

  /** Now; asks nobody, so that a probe never waits. */
  static Signs of(Pipeline pipeline, Engine engine, PipelineWatch watch) {
    return new Signs(pipeline.streams().state(), engine.silence(), watch.broker().fault());
  }
}
