/**
 * A cluster within the process for benchmarks from topic to topic: events in, results counted as
 * readers of committed records see them.
 */
package io.blipstream.ops.bench.topics;
