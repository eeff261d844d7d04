/** What Avro must be told of this module's classes. Not for other modules. */
package io.blipstream.schemas.internal;
