package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Feedback;
import io.blipstream.topology.recipe.RecordReader;

/** Where people's words come from, and how they are read. */
record PeoplesWords(String topic, RecordReader<Feedback> reader) {
  PeoplesWords {
    requireNonNull(topic, "topic");
    requireNonNull(reader, "reader");
  }
}
