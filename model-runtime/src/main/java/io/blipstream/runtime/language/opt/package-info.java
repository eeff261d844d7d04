/** OPT: one stack that reads soft prompt and words and goes on speaking, behind BLIP-2. */
package io.blipstream.runtime.language.opt;
