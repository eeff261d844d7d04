package io.blipstream.ops.bench.outages;

import io.blipstream.ops.registry.EmbeddedRegistry;

/** What can go away. */
record Site(Brokers brokers, EmbeddedRegistry registry, Supervised application) {}
