package io.blipstream.runtime.engine;

import static java.util.Objects.requireNonNull;

/**
 * Which checkpoint answers.
 *
 * @param id name of its folder
 * @param digest SHA-256 over its files, lower-case hexadecimal
 * @param family for example {@code instructblip-t5}
 */
public record ModelIdentity(String id, String digest, String family) {
  public ModelIdentity {
    requireNonNull(id, "id");
    requireNonNull(digest, "digest");
    requireNonNull(family, "family");
  }
}
