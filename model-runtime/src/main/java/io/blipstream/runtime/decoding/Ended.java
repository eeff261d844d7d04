package io.blipstream.runtime.decoding;

/**
 * An answer that is complete.
 *
 * @param ticket under which its prompt was admitted
 * @param <T> what the owner knows a prompt by
 */
public record Ended<T>(T ticket, Decoded answer) {}
