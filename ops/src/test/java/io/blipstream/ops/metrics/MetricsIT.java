package io.blipstream.ops.metrics;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of a real pipeline, on a real broker; only the network is a fake. */
class MetricsIT {
  @Test
  void scrape_saysWhatBecameOfEvents(@TempDir Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
    try (LocalCluster cluster = LocalCluster.start(Configuration.of(Map.of()), 2, folder, clock);
        Metrics metrics = new Metrics();
        TestClients clients = new TestClients(cluster.configuration());
        Pipeline pipeline = Pipeline.start(cluster.configuration(), engine, 2, clock);
        PipelineWatch watch =
            PipelineWatch.start(cluster.configuration(), Watched.of(pipeline, engine), clock)) {
      assertThat(metrics.scrape()).contains("jvm_memory_used_bytes");
      metrics.add(watch::now, pipeline.streams());
      clients.publish(event("mug-1", "a mug", caption("c"), answer("a", "what is it?")));
      clients.publish(event("mug-2", "poison", caption("c")));
      clients.await(2, 1);
      // Two threads join one after the other: the second may still do so when all is answered.
      PipelineSnapshot done =
          await(watch, shot -> shot.lagRecords() == 0 && shot.state().equals("RUNNING"));

      assertThat(done.topology().deadLetters()).containsEntry(FaultCode.IMAGE_UNDECODABLE, 1L);
      assertThat(watch.broker().fault()).isEmpty();
      assertThat(metrics.scrape())
          .contains("blipstream_results_total{status=\"ok\",task=\"caption\"} 1.0")
          .contains("blipstream_dead_letters_total{fault=\"image-undecodable\"} 1.0")
          .contains("blipstream_template_records_total{outcome=\"accepted\"} 29.0")
          .contains("messaging_process_duration_seconds_bucket{")
          .contains("gen_ai_server_request_duration_seconds_count{")
          .contains("model_digest=\"" + "f".repeat(64) + "\"")
          .contains("blipstream_drain_seconds 0.0")
          .contains("blipstream_event_cost_seconds{of=\"device\"} ")
          .containsPattern("blipstream_event_cost_seconds\\{of=\"processor\"} 0*[1-9.]")
          .contains("kafka_consumer_fetch_manager_records_consumed_total{")
          .contains("kafka_stream_")
          .doesNotContain("mug-1");
    }
  }

  private static PipelineSnapshot await(PipelineWatch watch, Predicate<PipelineSnapshot> until)
      throws InterruptedException {
    long start = System.nanoTime();
    PipelineSnapshot shot = watch.now();
    while (!until.test(shot) || shot.topology().settled() < 2) {
      assertThat(System.nanoTime() - start).as("%s", shot).isLessThan(60_000_000_000L);
      Thread.sleep(100);
      shot = watch.now();
    }
    return shot;
  }
}
