/**
 * The frozen language model behind the soft prompt: Flan-T5, encoder and decoder, with its
 * key/value caches.
 */
package io.blipstream.runtime.language;
