/**
 * One configuration for everything: a properties file over defaults, environment variables over the
 * file. {@code Keys} is the catalogue; docs/configuration.md is made from it.
 */
package io.blipstream.ops.config;
