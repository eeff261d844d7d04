/** What people say should have been said, on its way to a topic. */
package io.blipstream.topology.feedback;
