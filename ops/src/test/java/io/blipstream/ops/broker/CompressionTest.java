package io.blipstream.ops.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Producers choose how records are compressed, and this build some of the versions that unpack. */
class CompressionTest {
  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void recordOfEachCompression_isReadAsItWasWritten(CompressionType type) {
    byte[] value = "a picture ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    MemoryRecords records =
        MemoryRecords.withRecords(Compression.of(type).build(), new SimpleRecord(value));
    assertThat(records.sizeInBytes() < value.length).isEqualTo(type != CompressionType.NONE);

    Record read = records.records().iterator().next();
    assertThat(read.value()).isEqualTo(ByteBuffer.wrap(value));
  }
}
