package io.blipstream.runtime.decoding;

import java.util.List;

/**
 * What one prompt of a batch wants said.
 *
 * @param options how
 * @param candidates token ids of each of the options' candidates, none empty
 */
public record DecodingTask(DecodingOptions options, List<List<Integer>> candidates) {
  public DecodingTask {
    candidates = candidates.stream().map(List::copyOf).toList();
    if (candidates.size() != options.candidates().size()
        || candidates.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "candidates need ids, at least one each: " + options.candidates().size());
    }
  }

  /** Tokens that a row may have to hold. */
  public int longest() {
    return candidates.stream().mapToInt(List::size).max().orElse(options.maxNewTokens());
  }

  Search search(Rules rules) {
    return switch (options.method()) {
      case "ranking" -> new ForcedSearch(candidates);
      case "nucleus" -> new SampledSearch(rules);
      case "beam" -> new BeamSearch(rules);
      default -> new GreedySearch(rules);
    };
  }
}
