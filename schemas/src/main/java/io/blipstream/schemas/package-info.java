/**
 * The contracts: Avro schemas, their generated records, and the serde that speaks Confluent's wire
 * format to a schema registry. Records and {@code serde} are for everybody; {@code registry} is the
 * client behind it.
 */
package io.blipstream.schemas;
