/** The files of ops/deploy, held to the code that they speak of. */
package io.blipstream.ops.deploy;
