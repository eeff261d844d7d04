/** A Hugging Face checkpoint folder as it was downloaded: its configuration and its safetensors. */
package io.blipstream.runtime.weights;
