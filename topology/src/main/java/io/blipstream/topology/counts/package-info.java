/** What became of events, counted while they go through: for operators, never for decisions. */
package io.blipstream.topology.counts;
