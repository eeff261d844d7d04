/** Words to token ids and back, with the two tokenizers of a checkpoint. */
package io.blipstream.runtime.text;
