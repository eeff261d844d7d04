/**
 * Pictures decoded in processes of their own: what a native decoder does there, only it suffers.
 */
package io.blipstream.runtime.image.process;
