/** Whether memory that nobody collects grows with the requests. */
package io.blipstream.ops.bench.memory;
