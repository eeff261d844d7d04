/**
 * The instruction at work: which parts of a picture the Q-Former's queries read for a prompt,
 * beside the answer. For people who look at one picture; it is no part of the engine.
 */
package io.blipstream.runtime.explain;
