/**
 * Who is served next, and how many at once: pure rules over numbers, without threads and without a
 * clock, so that they can be tried in virtual time.
 */
package io.blipstream.runtime.engine.schedule;
