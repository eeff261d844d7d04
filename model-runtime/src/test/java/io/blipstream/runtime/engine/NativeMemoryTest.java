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
  /** The smallest leak that could be: a handle to a tensor, once a request. */
  private static final double HANDLE = 256;

  @Test
  void memoryIsFlat() throws Exception {
    MemoryTrend trend = trend(2_000, 4_000, 0);
    assertThat(trend.bytesPerRequest()).as(trend.toString()).isLessThan(HANDLE);
  }

  /** The same measurement sees a leak that is there. */
  @Test
  void leakIsSeen() throws Exception {
    MemoryTrend trend = trend(500, 1_500, 2_048);
    assertThat(trend.bytesPerRequest()).as(trend.toString()).isBetween(1_500.0, 4_000.0);
  }

  private static MemoryTrend trend(int warm, int measured, int leak) throws Exception {
    String said =
        ChildJava.run(
            GrowthProbe.class,
            List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"),
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
