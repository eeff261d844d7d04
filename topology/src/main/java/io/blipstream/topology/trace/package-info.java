/** How an event is followed, whoever keeps what is seen. */
package io.blipstream.topology.trace;
