/**
 * What every benchmark needs: requests with their pictures in memory, a way to feed them to an
 * engine and take the time, and figures that print as JSON or as lines. A benchmark is a package of
 * its own below this one; each measures what it compares in one run, turn by turn, so that a busy
 * machine slows both sides.
 */
package io.blipstream.ops.bench;
