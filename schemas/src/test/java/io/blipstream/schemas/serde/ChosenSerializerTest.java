package io.blipstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.schemas.Template;
import io.blipstream.schemas.registry.RegistryUnavailableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenSerializerTest {
  private final Map<String, Object> config = new HashMap<>();

  ChosenSerializerTest() {
    config.put("schema.registry.url", "mem://" + UUID.randomUUID());
  }

  /** Somebody's own, which writes as ours does and counts. */
  public static final class Counting implements Serializer<Template> {
    private static final AtomicInteger WRITTEN = new AtomicInteger();
    private final SpecificAvroSerializer<Template> within = new SpecificAvroSerializer<>();

    @Override
    public void configure(Map<String, ?> given, boolean forKeys) {
      Map<String, Object> plain = new HashMap<>(given);
      plain.remove("serializer.class");
      within.configure(plain, forKeys);
    }

    @Override
    public byte[] serialize(String topic, Template data) {
      WRITTEN.incrementAndGet();
      return within.serialize(topic, data);
    }
  }

  /** Writes what no registry knows of. */
  public static final class Foreign implements Serializer<Template> {
    @Override
    public byte[] serialize(String topic, Template data) {
      return new byte[] {0, 0, 0, 0, 99, 1};
    }
  }

  /** As Confluent's words a registry that does not answer. */
  public static final class Away implements Serializer<Template> {
    @Override
    public byte[] serialize(String topic, Template data) {
      throw new SerializationException("cannot register", new IOException("no connection"));
    }
  }

  /** Finds fault with the record. */
  public static final class Picky implements Serializer<Template> {
    @Override
    public byte[] serialize(String topic, Template data) {
      throw new SerializationException("not this one");
    }
  }

  private SpecificAvroSerde<Template> serde(Class<?> chosen) {
    config.put("serializer.class", chosen.getName());
    return SpecificAvroSerde.of(Template.class, config, false);
  }

  @Test
  void chosenOneWrites_andWeRead() {
    int before = Counting.WRITTEN.get();
    SpecificAvroSerde<Template> serde = serde(Counting.class);
    byte[] bytes = serde.serializer().serialize("t", Records.template());
    assertThat(Counting.WRITTEN.get()).isEqualTo(before + 1);
    assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(Records.template());
    assertThat(serde.serializer().serialize("t", null)).isNull();
  }

  @Test
  void whatNoReaderCouldRead_isRefused() {
    SpecificAvroSerde<Template> serde = serde(Foreign.class);
    assertThatThrownBy(() -> serde.serializer().serialize("t", Records.template()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("wire format");
  }

  @Test
  void registryThatIsAway_isToldFromABadRecord() {
    SpecificAvroSerde<Template> away = serde(Away.class);
    assertThatThrownBy(() -> away.serializer().serialize("t", Records.template()))
        .isInstanceOf(RegistryUnavailableException.class);
    SpecificAvroSerde<Template> picky = serde(Picky.class);
    assertThatThrownBy(() -> picky.serializer().serialize("t", Records.template()))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"java.lang.String", "org.example.Nowhere"})
  void whatIsNoSerializer_isRefusedAtOnce(String name) {
    config.put("serializer.class", name);
    assertThatThrownBy(() -> SpecificAvroSerde.of(Template.class, config, false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("serializer.class");
  }
}
