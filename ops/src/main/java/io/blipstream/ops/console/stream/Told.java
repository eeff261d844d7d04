package io.blipstream.ops.console.stream;

import static java.util.Objects.requireNonNull;

/**
 * One thing that browsers are told, as an event source understands it.
 *
 * @param id what a browser names when it comes back; empty where it need not
 * @param name which of a page's listeners it is for
 * @param json on one line
 */
public record Told(String id, String name, String json) {
  public Told {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("an event of several lines");
    }
  }

  /** With its empty line. */
  String lines() {
    return (id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: " + json + "\n\n";
  }
}
