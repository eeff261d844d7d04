package io.blipstream.topology.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class SubjectPartitionerTest {
  private final SubjectPartitioner partitioner = new SubjectPartitioner();

  @Property(tries = 300)
  void resultsLandWhereAProducerKeyedBySubjectWouldPutThem(
      @ForAll @NotEmpty @StringLength(max = 40) String subject,
      @ForAll @NotEmpty @AlphaChars String instruction,
      @ForAll @IntRange(min = 1, max = 64) int partitions) {
    byte[] keyed = subject.getBytes(StandardCharsets.UTF_8);

    assertThat(partitioner.partitions("t", ResultKey.of(subject, instruction), null, partitions))
        .contains(Set.of(BuiltInPartitioner.partitionForKey(keyed, partitions)));
  }

  @Test
  void subjectMayHaveSlashes() {
    // Computed by an independent murmur2.
    assertThat(partitioner.partitions("t", ResultKey.of("shoe/7", "c"), null, 6))
        .contains(Set.of(2));
  }

  @Test
  void keyWithoutSlash_isADefect() {
    byte[] key = {1, 2};
    assertThatThrownBy(() -> partitioner.partitions("t", key, null, 6))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
