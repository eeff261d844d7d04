/** Trying again what may succeed later, for a bounded time. */
package io.blipstream.topology.retry;
