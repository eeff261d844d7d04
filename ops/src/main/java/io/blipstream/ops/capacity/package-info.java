/** From what was measured and what is wanted to instances, partitions and what a broker carries. */
package io.blipstream.ops.capacity;
