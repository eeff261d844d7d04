package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.registry.InMemorySchemaRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Whatever comes in, a record comes out or a {@code SerializationException}. */
class HostileBytesTest {
  private static final String SCOPE = HostileBytesTest.class.getName();

  private final SpecificAvroSerde<ImageEvent> serde =
      SpecificAvroSerde.of(
          ImageEvent.class, Map.of("schema.registry.url", "mem://" + SCOPE), false);
  private final byte[] good = serde.serializer().serialize("t", Records.event());

  @AfterContainer
  static void dropRegistry() {
    InMemorySchemaRegistry.drop(SCOPE);
  }

  private boolean isReadOrRefused(byte[] header, byte[] bytes) {
    try {
      var headers = new RecordHeaders();
      if (header.length > 0) {
        headers.add("__value_schema_id", header);
      }
      assertThat(serde.deserializer().deserialize("t", headers, bytes)).isNotNull();
      return true;
    } catch (SerializationException e) {
      return false;
    }
  }

  @Property
  void anyBytes(@ForAll byte[] bytes) {
    isReadOrRefused(new byte[0], bytes);
  }

  @Property
  void anyHeader(@ForAll byte[] header) {
    isReadOrRefused(header, good);
  }

  @Property
  void anyBodyOfAKnownSchema(@ForAll byte[] body) {
    byte[] bytes = Arrays.copyOf(good, 5 + body.length);
    System.arraycopy(body, 0, bytes, 5, body.length);
    isReadOrRefused(new byte[0], bytes);
  }

  @Property(tries = 3000)
  void aGoodRecordWithSomeBytesChanged(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes) {
    byte[] bytes = good.clone();
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    isReadOrRefused(new byte[0], bytes);
  }

  @Property
  void aGoodRecordCutShort(@ForAll @IntRange(min = 0, max = 1000) int length) {
    byte[] bytes = Arrays.copyOf(good, length % good.length);
    assertThat(isReadOrRefused(new byte[0], bytes)).isFalse();
  }

  @Property(tries = 1)
  void theGoodRecordItself() {
    assertThat(List.of(isReadOrRefused(new byte[0], good))).containsExactly(true);
  }
}
