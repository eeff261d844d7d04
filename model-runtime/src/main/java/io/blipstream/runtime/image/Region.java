package io.blipstream.runtime.image;

/** A part of a picture, in its pixels; not whole ones where it was resized and cropped. */
public record Region(double left, double top, double width, double height) {}
