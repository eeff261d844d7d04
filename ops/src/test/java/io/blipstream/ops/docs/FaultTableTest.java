package io.blipstream.ops.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultTableTest {
  private static final Path SOURCE =
      Path.of("../model-runtime/src/main/java/io/blipstream/runtime/fault/FaultCode.java");
  private static final Pattern CONSTANT =
      Pattern.compile("/\\*\\*([^/]*?)\\*/\\s+([A-Z_]+)\\(", Pattern.DOTALL);

  @Test
  void documentationHoldsEveryFaultWithItsExitCode() throws Exception {
    Map<String, String> meanings = meanings();
    String rows =
        Arrays.stream(FaultCode.values())
            .map(code -> row(code, meanings.get(code.name())))
            .collect(Collectors.joining());
    new GeneratedDocument("faults.md")
        .assertHolds(
            """
            # Faults

            Everything that can go wrong has a code that never changes. It is the `fault` of a dead letter; where it ends a
            command, the command prints one line, `blipstream: CODE: what happened`, and exits with the number below.
            `BLIPSTREAM_DEBUG=1` or `--debug` adds the stack trace. 0 is success; 130 and 143 are an interruption by Ctrl-C
            and by SIGTERM, except that `run` exits with 0 where it ended in order.

            | code | exit | try again | meaning |
            |---|---|---|---|
            """
                + rows);
  }

  @Test
  void exitCodesAreDistinctAndInRange() {
    assertThat(FaultCode.values()).extracting(FaultCode::exitCode).doesNotHaveDuplicates();
    assertThat(FaultCode.values())
        .extracting(FaultCode::exitCode)
        .allSatisfy(exit -> assertThat(exit).isBetween(1, 125));
  }

  private static String row(FaultCode code, String meaning) {
    assertThat(meaning).as("Javadoc of %s", code.name()).isNotBlank();
    return "| `%s` | %d | %s | %s |\n"
        .formatted(code.code(), code.exitCode(), code.retriable() ? "yes" : "no", meaning);
  }

  /** The Javadoc of each constant: the one place where a meaning is written down. */
  private static Map<String, String> meanings() throws Exception {
    Map<String, String> meanings = new HashMap<>();
    Matcher matcher = CONSTANT.matcher(Files.readString(SOURCE));
    while (matcher.find()) {
      meanings.put(matcher.group(2), matcher.group(1).replaceAll("\\s+\\*?\\s*", " ").strip());
    }
    return meanings;
  }
}
