/** How much of what this machine can multiply the networks get out of it. */
package io.blipstream.runtime.roofline;
