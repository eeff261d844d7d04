package io.blipstream.topology.template;

import java.util.regex.Pattern;

/**
 * Makes a stranger's words nothing but words: a question must not end the prompt, stand for the
 * picture or open a line that the template did not.
 *
 * <p>Tokenizers find their special tokens, such as {@code </s>} or {@code <image>}, in any text. A
 * space behind the bracket hides them. The rejected alternatives: refusing such words, which makes
 * a dead letter of a question about a web page; and the checkpoint's own list of special tokens,
 * which is not known where prompts are worded and could change a prompt with the model.
 */
public final class PlainWords {
  /** Whatever stands between: a mark or a joiner in the middle is no disguise. */
  private static final String NAME = "[^\\s<>\\uFF1C\\uFF1E\\uFE64\\uFE65]{1,64}";

  /** Full-width and small forms too: tokenizers' normalisation turns them into the plain ones. */
  private static final Pattern TAG =
      Pattern.compile("([<\\uFF1C\\uFE64])(?=" + NAME + "[>\\uFF1E\\uFE65])");

  private static final Pattern BRACKETED =
      Pattern.compile("([\\[\\uFF3B])(?=\\p{Lu}[\\p{Lu}\\p{Mn}\\p{Cf}\\p{N}_]{1,24}[\\]\\uFF3D])");

  /** Marks that turn the direction of text, hide it or mark it up, never a part of a word. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\u00AD\\u061C\\u180B-\\u180F\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\x{E0000}-\\x{E007F}]");

  /** Lines, tabs and what else is not shown; half a character of a broken pair. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]+");

  private PlainWords() {}

  /** The same words, stripped: white space where a template ends becomes a token of its own. */
  public static String of(String words) {
    String visible = INVISIBLE.matcher(CONTROL.matcher(words).replaceAll(" ")).replaceAll("");
    String untagged = TAG.matcher(visible).replaceAll("$1 ");
    return BRACKETED.matcher(untagged).replaceAll("$1 ").strip();
  }
}
