/** The instruction at work, as pictures: heat over what the queries read, prompt by prompt. */
package io.blipstream.ops.explain;
