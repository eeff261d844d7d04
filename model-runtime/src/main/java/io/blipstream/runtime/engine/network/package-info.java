/**
 * What the engine asks of a network, and who answers: a checkpoint, or a simulation that takes the
 * time and has the mishaps it is told to.
 */
package io.blipstream.runtime.engine.network;
