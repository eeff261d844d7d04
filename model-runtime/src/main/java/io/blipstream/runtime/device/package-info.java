/** What a network is to be computed on, and how precisely: the wish, as values. */
package io.blipstream.runtime.device;
