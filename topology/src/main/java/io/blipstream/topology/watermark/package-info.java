/**
 * What is committed: never more than what was forwarded. Lowers the offsets that Kafka Streams
 * commits, and refuses what that cannot make safe.
 */
package io.blipstream.topology.watermark;
