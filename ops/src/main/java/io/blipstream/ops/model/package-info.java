/** Where the checkpoint lies and how the engine is opened on it from a configuration. */
package io.blipstream.ops.model;
