/** A real Kafka broker of one node inside this process, for the demo and for tests. */
package io.blipstream.ops.broker;
