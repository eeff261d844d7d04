/** What a machine and a cluster must have for {@code run} to work, looked at one by one. */
package io.blipstream.ops.doctor;
