/** Captions become alt texts: one line, escaped, of bounded length, the newest of each subject. */
package io.blipstream.topology.recipe.alttext;
