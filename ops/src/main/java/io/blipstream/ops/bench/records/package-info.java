/** Spoilt records through the pipeline: each has its one outcome, and nobody is stopped. */
package io.blipstream.ops.bench.records;
