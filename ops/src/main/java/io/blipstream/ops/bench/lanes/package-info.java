/** How long somebody who waits for an answer waits while a bulk feed fills the device. */
package io.blipstream.ops.bench.lanes;
