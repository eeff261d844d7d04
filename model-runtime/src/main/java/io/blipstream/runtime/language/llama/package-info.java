/** Vicuna, a LLaMA: one stack that reads soft prompt and words and goes on speaking. */
package io.blipstream.runtime.language.llama;
