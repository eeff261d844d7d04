/**
 * Avro records as Kafka bytes, in Confluent's wire format and under Confluent's configuration keys.
 * Everybody may use {@link io.blipstream.schemas.serde.SpecificAvroSerde}; the rest is how it
 * works.
 *
 * <p>Two kinds of exception must be told apart. {@code SerializationException}: this record is bad
 * and will stay so. Anything else, above all {@link
 * io.blipstream.schemas.registry.RegistryUnavailableException}: the record may be good, and whoever
 * skips it loses it.
 */
package io.blipstream.schemas.serde;
