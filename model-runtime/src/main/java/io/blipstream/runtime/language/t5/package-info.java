/** Flan-T5: an encoder that reads soft prompt and words, a decoder that speaks. */
package io.blipstream.runtime.language.t5;
