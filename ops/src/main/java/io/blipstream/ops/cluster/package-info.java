/** The topics of an application on a cluster: are they there, and let them be there. */
package io.blipstream.ops.cluster;
