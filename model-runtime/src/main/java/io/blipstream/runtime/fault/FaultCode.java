package io.blipstream.runtime.fault;

/**
 * Everything that can go wrong, by a name that never changes: it is the metric tag, the {@code
 * fault} of a dead letter and, on the command line, the exit code. New codes are added at the end
 * of their group; none is ever renamed or reused.
 */
public enum FaultCode {
  /** A defect of ours: nothing the user did explains it. */
  INTERNAL("internal", 1, false),
  /** The command line does not parse; picocli's own exit code for it. */
  USAGE("usage", 2, false),
  /** A configuration key is unknown, missing or out of range. */
  CONFIGURATION_INVALID("configuration-invalid", 3, false),
  /** A file or folder named by the user is not there or cannot be read. */
  FILE_NOT_FOUND("file-not-found", 4, false),
  /** A checkpoint folder that is broken: missing, surplus or misshapen parts. */
  CHECKPOINT_INVALID("checkpoint-invalid", 5, false),
  /** A whole checkpoint of a family or layout that this runtime does not run. */
  CHECKPOINT_UNSUPPORTED("checkpoint-unsupported", 6, false),
  /** A request file, or a line of it, that does not parse. */
  REQUEST_INVALID("request-invalid", 7, false),
  /** The native library or the device cannot be used. */
  DEVICE_UNAVAILABLE("device-unavailable", 8, true),
  /** The checkpoint needs more memory than there is. */
  MEMORY_SHORT("memory-short", 9, false),

  /** Bytes that no decoder takes for a picture. */
  IMAGE_UNDECODABLE("image-undecodable", 10, false),
  /** More bytes, pixels or a longer side than allowed. */
  IMAGE_TOO_LARGE("image-too-large", 11, false),
  /** The picture's bytes do not have the digest that the event gives. */
  IMAGE_DIGEST_MISMATCH("image-digest-mismatch", 12, false),
  /** A picture by an address from which nothing may be fetched, or where nothing is fetched. */
  IMAGE_FETCH_REFUSED("image-fetch-refused", 13, false),
  /** The picture's host could not be reached, broke off, was too slow or busy. */
  IMAGE_FETCH_FAILED("image-fetch-failed", 14, true),
  /** The picture's host answered, and not with a picture: it is gone, or not for us. */
  IMAGE_UNAVAILABLE("image-unavailable", 15, false),
  /** A picture whose decoding took too long. */
  IMAGE_DECODE_EXPENSIVE("image-decode-expensive", 16, false),
  /** A picture over which the process that decoded it died, and another one too. */
  IMAGE_DECODER_DIED("image-decoder-died", 17, false),

  /**
   * A record that is not what its topic holds: bad magic byte, unknown schema id, truncated Avro.
   */
  RECORD_UNREADABLE("record-unreadable", 20, false),
  /** A readable event that breaks the contract: no instruction, an id twice, a question missing. */
  EVENT_INVALID("event-invalid", 21, false),
  /** An instruction names a template that no topic record defines. */
  TEMPLATE_UNKNOWN("template-unknown", 22, false),
  /** An instruction names a template of another task. */
  TEMPLATE_MISMATCHED("template-mismatched", 23, false),
  /** An instruction asks for what this version does not do yet. */
  INSTRUCTION_UNSUPPORTED("instruction-unsupported", 24, false),
  /** A prompt of more tokens than the language model is given. */
  PROMPT_TOO_LONG("prompt-too-long", 25, false),
  /** A template that nobody's prompt can be worded with; the versions before it stay. */
  TEMPLATE_INVALID("template-invalid", 26, false),
  /** A template that would change what its version said when it was first published. */
  TEMPLATE_CONTRADICTING("template-contradicting", 27, false),
  /** An erasure that could not name every result: too many instruction ids were ever used. */
  ERASURE_INCOMPLETE("erasure-incomplete", 28, false),

  /** The deadline had passed before the device was reached. */
  DEADLINE_EXPIRED("deadline-expired", 30, false),
  /** The engine is closed or closing. */
  ENGINE_CLOSED("engine-closed", 31, true),
  /** The engine's queue is full. */
  ENGINE_OVERLOADED("engine-overloaded", 32, true),
  /** The network failed on this request, alone in its batch. */
  INFERENCE_FAILED("inference-failed", 33, false),
  /** Memory was short, though nothing else was read at the same time. */
  OUT_OF_MEMORY("out-of-memory", 34, true),
  /** The device computed and computes no more; a process that is started anew may find it again. */
  DEVICE_LOST("device-lost", 35, false),

  /** The broker cannot be reached or refuses. */
  BROKER_UNAVAILABLE("broker-unavailable", 40, true),
  /** The schema registry cannot be reached or refuses. */
  REGISTRY_UNAVAILABLE("registry-unavailable", 41, true),
  /** A topic is missing or has the wrong shape. */
  TOPIC_INVALID("topic-invalid", 42, false),
  /** A guarantee that this topology and configuration cannot hold; refused at start. */
  GUARANTEE_IMPOSSIBLE("guarantee-impossible", 43, false),
  /** No dead letter is there, or what was asked for is not in it. */
  LETTER_UNKNOWN("letter-unknown", 44, false),
  /**
   * Instances of the application are running, and what was asked for would pull the rug from under
   * them.
   */
  APPLICATION_RUNNING("application-running", 45, true),
  /** The console would be open to the network without a token. */
  CONSOLE_EXPOSED("console-exposed", 46, false),
  /** The address that the console is to be served at is taken or not of this machine. */
  ADDRESS_UNAVAILABLE("address-unavailable", 47, true),

  /** A declaration of data sets, or a file that one names, that does not hold what it should. */
  DATA_INVALID("data-invalid", 50, false),
  /** The cost of a batch was no number: the rate is too high, or the batch is broken. */
  TUNING_DIVERGED("tuning-diverged", 51, false);

  private final String code;
  private final int exitCode;
  private final boolean retriable;

  FaultCode(String code, int exitCode, boolean retriable) {
    this.code = code;
    this.exitCode = exitCode;
    this.retriable = retriable;
  }

  /** The stable name. */
  public String code() {
    return code;
  }

  /** What the process exits with where this fault ends it; 1 to 125. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the same thing may succeed later, unchanged. */
  public boolean retriable() {
    return retriable;
  }

  @Override
  public String toString() {
    return code;
  }
}
