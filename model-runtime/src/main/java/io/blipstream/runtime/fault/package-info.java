/** What can go wrong, by stable codes. Everything above may use it; it uses nothing. */
package io.blipstream.runtime.fault;
