/** Many times what the device can do, for minutes: nothing lost, memory bounded, lanes honoured. */
package io.blipstream.ops.bench.overload;
