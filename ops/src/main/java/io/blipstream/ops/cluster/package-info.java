/**
 * The topics of an application on a cluster: are they there, let them be there, and what was
 * committed to them.
 */
package io.blipstream.ops.cluster;
