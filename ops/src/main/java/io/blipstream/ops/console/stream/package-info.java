/** Server-sent events: a bounded queue for each browser, and nobody who waits for one. */
package io.blipstream.ops.console.stream;
