/**
 * Corrections that people gave become a data set that can be learned from: read from the stream,
 * joined with their pictures, written as a version of its own.
 */
package io.blipstream.ops.feedback;
