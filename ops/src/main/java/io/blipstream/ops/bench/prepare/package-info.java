/** From compressed pictures to the numbers that the image encoder reads: pictures a second. */
package io.blipstream.ops.bench.prepare;
