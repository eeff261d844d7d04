package io.blipstream.topology.recipe;

import io.blipstream.topology.Topics;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** One application behind the results. */
public interface Recipe {
  /** In lower case with hyphens; part of the application's id, its stores' and its nodes' names. */
  String name();

  /** The topics it reads. All are partitioned by subject and have as many partitions. */
  List<String> inputs(Topics topics);

  /** The topics it writes, each compacted. */
  List<String> outputs(Topics topics);

  /** Its topology, made anew. */
  Topology topology(RecipeParts parts);
}
