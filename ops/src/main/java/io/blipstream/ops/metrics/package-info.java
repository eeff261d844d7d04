/**
 * What a running process tells of itself: one record of numbers, which the console shows and the
 * metrics are read from.
 */
package io.blipstream.ops.metrics;
