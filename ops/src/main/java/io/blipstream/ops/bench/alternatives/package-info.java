/** What a user would try first, beside the pipeline: the same events, checkpoint and machine. */
package io.blipstream.ops.bench.alternatives;
