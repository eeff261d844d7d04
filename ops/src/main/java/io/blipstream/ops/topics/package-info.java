/** The topics of an application as they should be: plan, permissions, and Strimzi's resources. */
package io.blipstream.ops.topics;
