/** The model on trial: where it says something else than the live one. */
package io.blipstream.ops.console.trial;
