package io.blipstream.ops.recipe;

import io.blipstream.schemas.Result;
import io.blipstream.topology.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** A recipe with pictures to show it on, and what is to be said of what came out. Of one thread. */
interface Show {
  Recipe recipe();

  /** What our keys have to be for it, over what is configured. */
  Map<String, String> keys();

  /**
   * What is to be seen in a browser while it runs.
   *
   * @param address of the console, with a slash at its end
   */
  default String look(String address) {
    return "look: " + address + " shows the pictures and what was said of them";
  }

  /** How many events may be open at once: published, and not answered. */
  int open();

  /** The next event. */
  Post next(Instant now);

  /** How many instructions each event has. */
  int instructions();

  /** Told of every result that the recipe reads, before what comes of it. */
  void answered(Result result);

  /**
   * Lines for a record of an output.
   *
   * @param value null for a tombstone
   */
  List<String> shown(String topic, String key, Headers headers, byte[] value);

  /** Lines about all of it. */
  List<String> summary();
}
