package io.blipstream.topology.recipe;

import io.blipstream.topology.routing.Destination;
import io.blipstream.topology.routing.SubjectPartitioner;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** From inputs through one processor with its stores to outputs and dead letters. */
public final class RecipeTopology {
  private RecipeTopology() {}

  /**
   * Builds it.
   *
   * @param keyed the outputs whose keys are {@code subject/something}, and which are partitioned by
   *     subject all the same; sinks are named as their topics
   */
  public static Topology of(
      Recipe recipe,
      RecipeParts parts,
      Set<String> keyed,
      Set<StoreBuilder<?>> stores,
      Make processor) {
    ByteArrayDeserializer read = new ByteArrayDeserializer();
    ByteArraySerializer write = new ByteArraySerializer();
    List<String> inputs = recipe.inputs(parts.topics());
    Topology topology = new Topology();
    topology.addSource(
        AutoOffsetReset.earliest(), "sources", read, read, inputs.toArray(String[]::new));
    topology.addProcessor(recipe.name(), new Supplier(processor, stores), "sources");
    for (String output : recipe.outputs(parts.topics())) {
      if (keyed.contains(output)) {
        topology.addSink(output, output, write, write, new SubjectPartitioner(), recipe.name());
      } else {
        topology.addSink(output, output, write, write, recipe.name());
      }
    }
    topology.addSink(
        Destination.DEAD_LETTERS.node(), parts.topics().deadLetters(), write, write, recipe.name());
    return topology;
  }

  /** Makes the processor of a task. */
  @FunctionalInterface
  public interface Make {
    Processor<byte[], byte[], byte[], byte[]> processor();
  }

  private record Supplier(Make make, Set<StoreBuilder<?>> stores)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return make.processor();
    }
  }
}
