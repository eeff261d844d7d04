package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.network.Features;

/** What is kept of a picture: enough to answer about it again without reading it again. */
record SeenImage(ImageFacts image, Features features) {}
