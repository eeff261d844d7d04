/** What tests of several packages share. */
package io.blipstream.runtime.testing;
