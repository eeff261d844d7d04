package io.blipstream.ops.registry;

/** What a client gets instead of an answer: an HTTP status with Confluent's own error code. */
final class RegistryError extends Exception {
  private final int status;
  private final int code;

  private RegistryError(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RegistryError noSubject(String subject) {
    return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError noVersion(String version) {
    return new RegistryError(404, 40402, "Version " + version + " not found.");
  }

  static RegistryError noSchema() {
    return new RegistryError(404, 40403, "Schema not found");
  }

  static RegistryError noSubjectLevel(String subject) {
    return new RegistryError(
        404, 40408, "Subject '" + subject + "' does not have its own compatibility level");
  }

  static RegistryError noSuchPath() {
    return new RegistryError(404, 404, "HTTP 404 Not Found");
  }

  static RegistryError incompatible(String subject, String details) {
    return new RegistryError(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \""
            + subject
            + "\": "
            + details);
  }

  static RegistryError tooLarge(int bound) {
    return new RegistryError(413, 413, "Request body is longer than " + bound + " bytes");
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(422, 42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(422, 42202, "The specified version '" + version + "' is not valid");
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(422, 42203, "Invalid compatibility level: " + level);
  }

  int status() {
    return status;
  }

  int code() {
    return code;
  }
}
