/** What is asked of pictures whose bytes may not be here yet. */
package io.blipstream.topology.picture;
