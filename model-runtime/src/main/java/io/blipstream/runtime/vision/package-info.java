/** The image encoder: EVA-CLIP's vision transformer as BLIP-2 uses it, frozen. */
package io.blipstream.runtime.vision;
