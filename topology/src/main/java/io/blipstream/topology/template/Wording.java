package io.blipstream.topology.template;

/** What became of an instruction on its way to a prompt. */
public sealed interface Wording permits WordedInstruction, RefusedInstruction {}
