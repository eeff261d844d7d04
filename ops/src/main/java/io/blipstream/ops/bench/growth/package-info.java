/** What more instances bring, and what a long stream of events costs, on a simulated device. */
package io.blipstream.ops.bench.growth;
