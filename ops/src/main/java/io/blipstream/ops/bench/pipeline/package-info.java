/** From topic to topic, beside the engine fed directly with the same requests. */
package io.blipstream.ops.bench.pipeline;
