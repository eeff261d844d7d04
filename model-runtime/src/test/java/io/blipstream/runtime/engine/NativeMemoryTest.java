package io.blipstream.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.inspect.MemoryTrend;
import io.blipstream.runtime.inspect.MemoryTrend.Sample;
import io.blipstream.runtime.testing.ChildJava;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Memory outside of Java's heap, which nobody collects, does not grow with the requests. */
@EnabledOnOs(OS.LINUX)
class NativeMemoryTest {
  /** Less than the smallest tensor that an answer takes here, with its handle. */
  private static final double LEAST = 1_024;

  private static final int LEAK = 16_384;

  @Test
  void memoryIsFlat() throws Exception {
    MemoryTrend trend = trend(2_000, 4_000, 0);
    assertThat(trend.bytesPerRequest()).as(trend.toString()).isLessThan(LEAST);
  }

  /** The same measurement sees a leak that is there. */
  @Test
  void leakIsSeen() throws Exception {
    MemoryTrend trend = trend(1_000, 2_000, LEAK);
    assertThat(trend.bytesPerRequest()).as(trend.toString()).isGreaterThan(LEAK / 2.0);
  }

  private static MemoryTrend trend(int warm, int measured, int leak) throws Exception {
    String said =
        ChildJava.run(
            GrowthProbe.class,
            List.of(
                "-Xms192m",
                "-Xmx192m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"), // the other compiler takes and gives by megabytes
            Map.of(
                "MALLOC_ARENA_MAX", "1",
                "MALLOC_MMAP_THRESHOLD_", "4194304",
                "MALLOC_TRIM_THRESHOLD_", "134217728",
                "OMP_WAIT_POLICY", "PASSIVE",
                "THP_MEM_ALLOC_ENABLE", "1"),
            Integer.toString(warm),
            Integer.toString(measured),
            "20",
            Integer.toString(leak));
    return new MemoryTrend(
        said.lines()
            .map(line -> line.split(" ", 2))
            .map(part -> new Sample(Long.parseLong(part[0]), Long.parseLong(part[1])))
            .toList());
  }
}
