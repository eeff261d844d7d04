/** From logits to words: the options of a request and the decoders that follow them. */
package io.blipstream.runtime.decoding;
