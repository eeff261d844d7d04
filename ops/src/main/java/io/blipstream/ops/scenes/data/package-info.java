/** Scenes as a family of declared data sets: what {@code blipstream scenes} writes. */
package io.blipstream.ops.scenes.data;
