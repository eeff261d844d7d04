/** What the console reads of the cluster, by consumers of its own, when somebody looks. */
package io.blipstream.ops.console.cluster;
