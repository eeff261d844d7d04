/**
 * Kills processes of the pipeline at random moments and counts what became of every event: nothing
 * lost, nothing twice, in order.
 */
package io.blipstream.ops.bench.kill;
