/**
 * A schema registry inside this process, with Confluent's REST interface, for the demo and for
 * tests. Avro only, in memory, on loopback; not for production.
 */
package io.blipstream.ops.registry;
