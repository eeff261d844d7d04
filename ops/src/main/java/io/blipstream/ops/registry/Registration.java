package io.blipstream.ops.registry;

import org.apache.avro.Schema;

/** One version of a subject. */
record Registration(String subject, int version, int id, Schema parsed) {
  /** The schema as JSON text: what a client gets, and what makes two schemas the same. */
  String schema() {
    return parsed.toString();
  }
}
