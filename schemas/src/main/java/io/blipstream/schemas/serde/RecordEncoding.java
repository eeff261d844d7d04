package io.blipstream.schemas.serde;

import io.blipstream.schemas.internal.TrustedClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Writes the records of one class in one schema. Stateless, for any thread. */
@FunctionalInterface
interface RecordEncoding {
  void write(SpecificRecord record, ByteArrayOutputStream out) throws IOException;

  /** In the class's own schema. */
  static RecordEncoding own(Class<? extends SpecificRecord> type) {
    SpecificData data = SpecificData.getForClass(type);
    DatumWriter<SpecificRecord> writer =
        new SpecificDatumWriter<>(TrustedClasses.trust(type), data);
    return (record, out) -> encode(writer, record, out);
  }

  /**
   * In a registered schema. A generated record gives its fields by position, so writing it directly
   * under another schema would silently exchange fields; it is written in its own and resolved.
   *
   * @param strict refuse a schema that cannot take every record of the class
   * @throws SerializationException if the schema does not fit
   */
  static RecordEncoding resolved(
      Class<? extends SpecificRecord> type, Schema target, boolean strict) {
    Schema own = TrustedClasses.trust(type);
    var changes = LogicalTypeChange.between(target, own);
    if (!changes.isEmpty()) {
      throw new SerializationException("the newest schema gives bytes another meaning: " + changes);
    }
    var verdict = SchemaCompatibility.checkReaderWriterCompatibility(target, own);
    if (strict && verdict.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new SerializationException(
          "the newest schema cannot read what "
              + type.getName()
              + " holds: "
              + verdict.getResult().getIncompatibilities());
    }
    RecordEncoding direct = own(type);
    if (SchemaNormalization.toParsingForm(own).equals(SchemaNormalization.toParsingForm(target))) {
      return direct;
    }
    GenericData plain = new GenericData();
    DatumWriter<Object> writer = new GenericDatumWriter<>(target, plain);
    return (record, out) -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      direct.write(record, bytes);
      BoundedDecoder in = new BoundedDecoder(bytes.toByteArray(), 0);
      encode(writer, new GenericDatumReader<>(own, target, plain).read(null, in), out);
    };
  }

  private static <D> void encode(DatumWriter<D> writer, D datum, ByteArrayOutputStream out)
      throws IOException {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    writer.write(datum, encoder);
    encoder.flush();
  }
}
