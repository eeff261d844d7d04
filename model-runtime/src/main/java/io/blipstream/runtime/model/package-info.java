/** The whole network, put together from its parts as the paper draws it. */
package io.blipstream.runtime.model;
