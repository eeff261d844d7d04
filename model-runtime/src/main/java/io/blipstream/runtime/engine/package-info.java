/** Requests in, futures out; batches across everybody who asks. */
package io.blipstream.runtime.engine;
