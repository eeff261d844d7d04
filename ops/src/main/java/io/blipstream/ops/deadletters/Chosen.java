package io.blipstream.ops.deadletters;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Original;

/**
 * One source record that is to be put back: however many letters it caused, it is one record.
 *
 * @param letter one of its letters, if possible one that holds the original
 * @param letters how many of them were chosen
 * @param attempts how often it was tried
 */
record Chosen(Letter letter, int letters, int attempts) {
  Chosen {
    requireNonNull(letter, "letter");
  }

  static Chosen of(Letter letter) {
    return new Chosen(letter, 1, letter.attempts());
  }

  Chosen and(Chosen other) {
    boolean better = letter.original() != Original.HERE && other.letter.original() == Original.HERE;
    return new Chosen(
        better ? other.letter : letter,
        letters + other.letters,
        Math.max(attempts, other.attempts));
  }
}
