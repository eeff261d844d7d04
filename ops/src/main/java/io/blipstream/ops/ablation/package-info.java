/**
 * What each part of the paper's recipe brings, at the scale that is at hand: models that are
 * learned without it, measured beside the one that has all.
 */
package io.blipstream.ops.ablation;
