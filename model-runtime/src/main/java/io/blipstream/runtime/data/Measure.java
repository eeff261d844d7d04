package io.blipstream.runtime.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a data set is scored by. */
public enum Measure {
  /** CIDEr-D over all pictures of the set; a hundredfold, as it is published. */
  @JsonProperty("cider")
  CIDER,
  /** The challenge's accuracy against ten people. */
  @JsonProperty("vqa-accuracy")
  VQA_ACCURACY,
  /** Right where two of five people agree. */
  @JsonProperty("ivqa-accuracy")
  IVQA_ACCURACY,
  /** The same as one of the answers, in normal form. */
  @JsonProperty("exact")
  EXACT,
  /** The likeliest choice is the right one. */
  @JsonProperty("top-1")
  TOP_1,
  /** Area under the curve; the last choice is the positive one. */
  @JsonProperty("auc")
  AUC,
  /** Mean reciprocal rank of the right choice. */
  @JsonProperty("mrr")
  MRR;

  /** Whether the choices are ranked, not an answer spoken. */
  public boolean ranks() {
    return this == TOP_1 || this == AUC || this == MRR;
  }
}
