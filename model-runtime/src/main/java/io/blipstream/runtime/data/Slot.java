package io.blipstream.runtime.data;

import java.util.Locale;

/** A place in a template that a sample fills; written {@code {Question}} there. */
public enum Slot {
  QUESTION,
  ANSWER,
  /** Made from the choices: {@code (a) cat (b) dog}. */
  OPTIONS,
  /** Words read in the picture, joined by {@code ", "}. */
  OCR,
  CONTEXT,
  HISTORY,
  /** Words written on the picture, as with memes. */
  TEXT;

  /** As templates write it. */
  public String mark() {
    return this == OCR
        ? "{OCR}"
        : "{" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT) + "}";
  }
}
