/**
 * How it is run and watched: the {@code blipstream} command, configuration, the embedded broker and
 * registry, the demo. Nothing may use this module.
 */
package io.blipstream.ops;
