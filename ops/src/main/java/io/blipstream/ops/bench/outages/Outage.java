package io.blipstream.ops.bench.outages;

import java.io.IOException;

/** Something that goes away for a time. */
interface Outage {
  /** As it is named on the command line. */
  String name();

  /** How many brokers there are. */
  default int brokers() {
    return 1;
  }

  /** Whether it is away already when the application starts. */
  default boolean atStart() {
    return false;
  }

  void begin(Site site) throws IOException, InterruptedException;

  void end(Site site) throws IOException, InterruptedException;
}
