package io.blipstream.ops.scenes.data;

/**
 * Scenes that are made alike.
 *
 * @param suffix behind the names of its sets; empty of those that are learned on
 * @param folder of its pictures
 */
record Part(String suffix, String folder, Variation variation, int pictures, boolean heldOut) {}
