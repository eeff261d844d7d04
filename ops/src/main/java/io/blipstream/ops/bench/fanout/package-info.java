/** What three instructions on one picture cost, beside what one costs. */
package io.blipstream.ops.bench.fanout;
