/** What goes out: results and dead letters, their keys, headers and partitions. */
package io.blipstream.topology.routing;
