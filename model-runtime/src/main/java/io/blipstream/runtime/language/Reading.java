package io.blipstream.runtime.language;

/**
 * How much a language model is given to read and to say at once.
 *
 * @param prompts read, each once
 * @param length of each, soft prompt included
 * @param rows that speak on them: one for each beam
 * @param said tokens of each row
 */
public record Reading(int prompts, int length, int rows, int said) {}
