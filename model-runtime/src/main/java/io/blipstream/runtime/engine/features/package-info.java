/** What the image encoder made of pictures, kept for whoever asks about them again. */
package io.blipstream.runtime.engine.features;
