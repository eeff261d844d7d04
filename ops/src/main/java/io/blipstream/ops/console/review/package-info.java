/** What people are to look at, and what they say to it. */
package io.blipstream.ops.console.review;
