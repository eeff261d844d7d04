/**
 * From encoded bytes to the numbers that the vision encoder reads: decode, resize, normalise, bit
 * for bit as the reference's PIL image processor does. Plain Java arrays: the device is not known
 * here.
 */
package io.blipstream.runtime.image;
