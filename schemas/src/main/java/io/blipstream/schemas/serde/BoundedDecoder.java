package io.blipstream.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Avro's decoder over one record, with a bound on what its collections may claim: all of them
 * together hold at most as many items as the record has bytes. Lengths of strings and bytes are
 * checked by Avro itself.
 *
 * <p>Avro's own check of collections is switched off by not telling {@code remainingBytes}: it
 * multiplies the writer's count by the smallest size of the <em>reader's</em> items, and so refuses
 * good records of an older schema whose items had fewer fields.
 */
final class BoundedDecoder extends Decoder {
  private final BinaryDecoder in;
  private long itemsLeft;

  BoundedDecoder(byte[] data, int offset) {
    in = DecoderFactory.get().binaryDecoder(data, offset, data.length - offset, null);
    itemsLeft = (long) data.length - offset;
  }

  boolean isEnd() throws IOException {
    return in.isEnd();
  }

  private long bounded(long items) {
    itemsLeft -= items;
    if (items < 0 || itemsLeft < 0) {
      throw new SerializationException("its collections claim more items than it has bytes");
    }
    return items;
  }

  @Override
  public long readArrayStart() throws IOException {
    return bounded(in.readArrayStart());
  }

  @Override
  public long arrayNext() throws IOException {
    return bounded(in.arrayNext());
  }

  @Override
  public long skipArray() throws IOException {
    return bounded(in.skipArray());
  }

  @Override
  public long readMapStart() throws IOException {
    return bounded(in.readMapStart());
  }

  @Override
  public long mapNext() throws IOException {
    return bounded(in.mapNext());
  }

  @Override
  public long skipMap() throws IOException {
    return bounded(in.skipMap());
  }

  @Override
  public void readNull() throws IOException {
    in.readNull();
  }

  @Override
  public boolean readBoolean() throws IOException {
    return in.readBoolean();
  }

  @Override
  public int readInt() throws IOException {
    return in.readInt();
  }

  @Override
  public long readLong() throws IOException {
    return in.readLong();
  }

  @Override
  public float readFloat() throws IOException {
    return in.readFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return in.readDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return in.readString(old);
  }

  @Override
  public String readString() throws IOException {
    return in.readString();
  }

  @Override
  public void skipString() throws IOException {
    in.skipString();
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    return in.readBytes(old);
  }

  @Override
  public void skipBytes() throws IOException {
    in.skipBytes();
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws IOException {
    in.readFixed(bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    in.skipFixed(length);
  }

  @Override
  public int readEnum() throws IOException {
    return in.readEnum();
  }

  @Override
  public int readIndex() throws IOException {
    return in.readIndex();
  }
}
