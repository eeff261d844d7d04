package io.blipstream.ops.bench.roofline;

import io.blipstream.ops.bench.Findings;
import io.blipstream.ops.bench.Rounds;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.roofline.Roofline;
import io.blipstream.runtime.roofline.Roofline.Turn;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** {@link Roofline} in figures. */
public final class RooflineBench {
  private RooflineBench() {}

  /** See {@link Roofline#measure}. */
  public static Findings run(
      Path model, DeviceChoice devices, Precision precision, int threads, int batch, int rounds) {
    List<Turn> turns = Roofline.measure(model, devices, precision, threads, batch, rounds);
    return new Findings("roofline")
        .with("share_of_peak", Rounds.median(turns.stream().map(Turn::share).toList()))
        .with("share_by_round", turns.stream().map(Turn::share).map(Findings::rounded).toList())
        .with("peak_gflops", giga(turns, Turn::peak))
        .with("vision_gflops", giga(turns, Turn::vision))
        .with("encoder_gflops", giga(turns, Turn::encoder))
        .with("batch", batch)
        .with("threads", threads);
  }

  private static double giga(List<Turn> turns, Function<Turn, Double> figure) {
    return Rounds.median(turns.stream().map(figure).toList()) / 1e9;
  }
}
