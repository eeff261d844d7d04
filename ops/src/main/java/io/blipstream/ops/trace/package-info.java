/** Traces: each event a span with its stages, each batch a span that is linked to its events'. */
package io.blipstream.ops.trace;
