/** Scores of closed answers become flags with reasons, and a queue for people to look at. */
package io.blipstream.topology.recipe.moderation;
