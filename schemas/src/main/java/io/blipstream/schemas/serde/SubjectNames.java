package io.blipstream.schemas.serde;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;

/** Under which subject a schema stands: Confluent's three strategies, by their class names. */
record SubjectNames(Strategy strategy, boolean isKey) {
  enum Strategy {
    TOPIC,
    RECORD,
    TOPIC_RECORD
  }

  /**
   * @param className simple or full, so that a configuration made for Confluent's serde stands
   */
  static SubjectNames of(String className, boolean isKey) {
    Strategy strategy =
        switch (className.substring(className.lastIndexOf('.') + 1)) {
          case "TopicNameStrategy" -> Strategy.TOPIC;
          case "RecordNameStrategy" -> Strategy.RECORD;
          case "TopicRecordNameStrategy" -> Strategy.TOPIC_RECORD;
          default ->
              throw new ConfigException(
                  "unknown subject name strategy "
                      + className
                      + "; known are TopicNameStrategy, RecordNameStrategy, TopicRecordNameStrategy");
        };
    return new SubjectNames(strategy, isKey);
  }

  String subject(String topic, Schema schema) {
    if (topic == null && strategy != Strategy.RECORD) {
      throw new SerializationException("a topic is needed to name the subject");
    }
    return switch (strategy) {
      case TOPIC -> topic + (isKey ? "-key" : "-value");
      case RECORD -> schema.getFullName();
      case TOPIC_RECORD -> topic + "-" + schema.getFullName();
    };
  }

  /** The subject as far as it is known before the schema is. */
  Optional<String> subjectOf(String topic) {
    return strategy == Strategy.TOPIC && topic != null
        ? Optional.of(subject(topic, null))
        : Optional.empty();
  }
}
