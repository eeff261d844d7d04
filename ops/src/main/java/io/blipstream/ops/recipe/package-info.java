/**
 * Recipes at work: their settings out of the configuration, each as an application on a cluster,
 * and each shown on pictures whose truth is known.
 */
package io.blipstream.ops.recipe;
