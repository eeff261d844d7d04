/** Native code is what was shipped, or it is not loaded. */
package io.blipstream.runtime.natives;
