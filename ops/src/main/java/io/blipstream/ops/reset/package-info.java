/** What an application is made to forget. */
package io.blipstream.ops.reset;
