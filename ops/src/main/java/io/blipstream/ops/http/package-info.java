/**
 * The one web server of a process: who may ask it, and from where. What it serves is mounted by
 * others.
 */
package io.blipstream.ops.http;
