/** The topology at work in this process: from a configuration and an engine to running threads. */
package io.blipstream.ops.pipeline;
