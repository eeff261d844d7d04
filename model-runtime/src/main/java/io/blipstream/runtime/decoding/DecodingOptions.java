package io.blipstream.runtime.decoding;

/**
 * How one answer is decoded. Greedy only, so far; other methods join as further components.
 *
 * @param maxNewTokens longest answer in tokens, end token included; 1 to {@value #LONGEST}
 */
public record DecodingOptions(int maxNewTokens) {
  /**
   * The longest answer that may be asked for: it bounds the key/value caches before they are
   * allocated.
   */
  public static final int LONGEST = 512;

  /** Long enough for a caption or an answer; the built-in templates use it. */
  public static final DecodingOptions DEFAULT = new DecodingOptions(24);

  public DecodingOptions {
    if (maxNewTokens < 1 || maxNewTokens > LONGEST) {
      throw new IllegalArgumentException(
          "max new tokens is " + maxNewTokens + ", must be 1 to " + LONGEST);
    }
  }

  /** Name of the method, as results report it. */
  public String method() {
    return "greedy";
  }
}
