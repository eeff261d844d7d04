/**
 * Checkpoints of any size without a download: random weights under the names and shapes of
 * InstructBLIP with Flan-T5. How fast a network is does not depend on what it says.
 */
package io.blipstream.ops.bench.checkpoint;
