package io.blipstream.ops.console.action;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.ConsoleKeys;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what and when: a line of JSON in the log, and in a file where one is named. Lines are
 * appended and written through; nothing is ever changed. Any thread.
 */
public final class Audit {
  /** Not a class's name: whoever keeps the log sends these lines where he wants them. */
  private static final Logger log = LoggerFactory.getLogger("blipstream.audit");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;
  private final Clock clock;

  private Audit(Optional<Path> file, Clock clock) {
    this.file = requireNonNull(file, "file");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * As configured.
   *
   * @throws FatalException where the file cannot be written
   */
  public static Audit open(Configuration configuration, Clock clock) {
    Audit audit = new Audit(configuration.value(ConsoleKeys.AUDIT_FILE), clock);
    audit.file.ifPresent(path -> append(path, List.of()));
    return audit;
  }

  /**
   * Notes one thing. What cannot be noted is not to be done: this throws.
   *
   * @param who by whose token
   * @param from which address
   * @param what was wanted
   * @param on what, without anybody's words
   * @param outcome {@code asked}, {@code done}, or a fault
   */
  void note(String who, String from, String what, Map<String, ?> on, String outcome) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", clock.instant().toString());
    line.put("who", who);
    line.put("from", from);
    line.put("what", what);
    line.put("on", on);
    line.put("outcome", outcome);
    String json = json(line);
    file.ifPresent(path -> append(path, List.of(json)));
    log.info("{}", json);
  }

  private static void append(Path path, List<String> lines) {
    try {
      Files.write(
          path,
          lines,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          ConsoleKeys.AUDIT_FILE.name() + "=" + path + " cannot be written",
          e);
    }
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
