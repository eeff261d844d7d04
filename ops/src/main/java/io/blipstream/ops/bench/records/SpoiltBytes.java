package io.blipstream.ops.bench.records;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records that no serializer wrote: spoilt behind its back. */
enum SpoiltBytes {
  SOME_BYTES_CHANGED {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = good.clone();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      return record(key, bytes);
    }
  },
  CUT_SHORT {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(key, Arrays.copyOf(good, random.nextInt(good.length)));
    }
  },
  LONGER {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(key, Arrays.copyOf(good, good.length + 1 + random.nextInt(64)));
    }
  },
  BAD_MAGIC_BYTE {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = good.clone();
      bytes[0] = (byte) (2 + random.nextInt(250));
      return record(key, bytes);
    }
  },
  UNKNOWN_SCHEMA {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = good.clone();
      // Few ids, as one broken producer has: each new one is a question to the registry.
      ByteBuffer.wrap(bytes).putInt(1, 900_000 + random.nextInt(20));
      return record(key, bytes);
    }
  },
  SCHEMA_OF_ANOTHER_TEAM {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(key, strangers.order(random));
    }
  },
  SCHEMA_OF_ANOTHER_TOPIC {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(key, strangers.template());
    }
  },
  LYING_LENGTH {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = good.clone();
      // Where a length or a count stands, there stands now one of gigabytes.
      byte[] huge = {-1, -1, -1, -1, (byte) (1 + random.nextInt(15))};
      int at = 5 + random.nextInt(bytes.length - 5 - huge.length);
      System.arraycopy(huge, 0, bytes, at, huge.length);
      return record(key, bytes);
    }
  },
  ANY_BYTES {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      return record(key, bytes);
    }
  },
  ANY_BODY {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] bytes = new byte[5 + random.nextInt(200)];
      random.nextBytes(bytes);
      System.arraycopy(good, 0, bytes, 0, 5);
      return record(key, bytes);
    }
  },
  SCHEMA_IN_A_HEADER {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      byte[] header = new byte[random.nextInt(20)];
      random.nextBytes(header);
      return new SpoiltRecord(
          key, good, new RecordHeaders().add("__value_schema_id", header).add("", null));
    }
  },
  NO_BYTES {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(key, new byte[0]);
    }
  },
  NO_KEY {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(random.nextBoolean() ? null : new byte[0], good);
    }
  },
  NEITHER_KEY_NOR_VALUE {
    @Override
    SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random) {
      return record(random.nextBoolean() ? null : new byte[] {-1, -2}, null);
    }
  };

  abstract SpoiltRecord of(byte[] key, byte[] good, Strangers strangers, Random random);

  private static SpoiltRecord record(byte[] key, byte[] value) {
    return new SpoiltRecord(key, value, new RecordHeaders());
  }
}
