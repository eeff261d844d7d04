package io.blipstream.ops.cli;

import io.blipstream.ops.deadletters.Letter;
import io.blipstream.ops.deadletters.LetterFiles;
import io.blipstream.ops.deadletters.LetterLines;
import io.blipstream.ops.deadletters.LetterReader;
import io.blipstream.ops.deadletters.LetterView;
import io.blipstream.ops.deadletters.Place;
import io.blipstream.ops.deadletters.Selection;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.ImageEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blipstream dead-letters show}. */
@Command(
    name = "show",
    description = "Shows one dead letter with the event in it, all but the bytes of its pictures.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ShowLetterCommand implements Callable<Integer> {
  private static final int MOST_OF_AN_EVENT = 100;

  @Mixin private ConfigOption config;

  @Parameters(
      paramLabel = "P:O|EVENT",
      description = "Partition and offset; or an event's id, for all its letters.")
  private String which;

  @Option(
      names = "--save-image",
      paramLabel = "FILE",
      description = "Write the picture there; of a clip, its frames, with their numbers.")
  private Path image;

  @Option(
      names = "--save-value",
      paramLabel = "FILE",
      description = "Write the original value there, as it is.")
  private Path value;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  private final Console console;
  private final Map<String, String> environment;

  ShowLetterCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    try (LetterReader reader = LetterReader.open(config.read(environment))) {
      List<Letter> letters =
          Place.parse(which)
              .map(place -> reader.letter(place).stream().toList())
              .orElseGet(() -> reader.newest(Selection.ofEvent(which), MOST_OF_AN_EVENT));
      if (letters.isEmpty()) {
        throw unknown("no dead letter " + which);
      }
      for (Letter letter : letters) {
        DeadLetter content =
            reader.content(letter.place()).orElseThrow(() -> unknown(which + " is gone"));
        Optional<ImageEvent> event = reader.event(content);
        print(LetterView.of(letter, content.getKey(), content.getHeaders(), event));
      }
      save(reader, letters.get(0));
    }
    console.out().flush();
    return 0;
  }

  private void print(Map<String, Object> view) {
    if (json) {
      new JsonLines(console.out()).print(view);
    } else {
      LetterLines.of(view).forEach(console.out()::println);
      console.out().println();
    }
  }

  private void save(LetterReader reader, Letter letter) {
    if (value == null && image == null) {
      return;
    }
    DeadLetter content =
        reader.original(letter).orElseThrow(() -> unknown("the original is not in a letter"));
    if (value != null) {
      saved(
          LetterFiles.save(
              content.getValue().orElseThrow(() -> unknown("the original had no value")), value));
    }
    if (image != null) {
      ImageEvent event =
          reader.event(content).orElseThrow(() -> unknown("the event cannot be read"));
      List<Path> files = LetterFiles.save(LetterView.pictures(event), image);
      if (files.isEmpty()) {
        throw unknown("the event gives its pictures by address, without their bytes");
      }
      files.forEach(this::saved);
    }
  }

  private void saved(Path path) {
    console.err().println("blipstream: wrote " + path);
  }

  private static FatalException unknown(String message) {
    return new FatalException(FaultCode.LETTER_UNKNOWN, message);
  }
}
