/** A real browser for tests, and nothing to be downloaded for it. */
package io.blipstream.ops.browser;
