package io.blipstream.runtime.model;

/**
 * One prompt as both readers get it.
 *
 * @param instruction ids of the Q-Former's tokenizer; empty where the Q-Former reads no instruction
 * @param words ids of the language model's tokenizer
 */
public record PromptTokens(long[] instruction, long[] words) {}
