package io.blipstream.ops.bench.records;

import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Lane;
import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Turn;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Events that any producer could write, and no good one would: readable, but wrong or wicked. */
final class SpoiltEvents {
  /** One way to spoil an event. */
  interface Way {
    void spoil(ImageEvent.Builder event, Random random);

    default ImageEvent of(ImageEvent good, Random random) {
      ImageEvent.Builder event = ImageEvent.newBuilder(good);
      spoil(event, random);
      return event.build();
    }
  }

  private static final List<Lane> LANES = List.of(Lane.INTERACTIVE, Lane.STANDARD, Lane.BULK);

  private static final long[] EXTREMES = {
    Long.MIN_VALUE, Long.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0, 1
  };

  private static final Way UNTOUCHED = (event, random) -> {};

  private static final Way WICKED_WORDS =
      (event, random) ->
          event.setInstructions(
              List.of(
                  asked("q", WickedWords.of(random)),
                  asked("o", "What does it say?", WickedWords.of(random)),
                  chosen(WickedWords.of(random), WickedWords.of(random)),
                  told(WickedWords.of(random))));

  private static final Way WICKED_NAMES =
      (event, random) ->
          event
              .setEventId(WickedWords.of(random))
              .setFeed(WickedWords.of(random))
              .setAttributes(Map.of(WickedWords.of(random), WickedWords.of(random)))
              .setInstructions(List.of(caption(WickedWords.of(random), null)));

  private static final Way IDS_TWICE =
      (event, random) ->
          event.setInstructions(List.of(caption("same", null), caption("same", null)));

  private static final Way NO_INSTRUCTION = (event, random) -> event.setInstructions(List.of());

  private static final Way TOO_MANY_INSTRUCTIONS =
      (event, random) ->
          event.setInstructions(
              IntStream.range(0, 60 + random.nextInt(10))
                  .mapToObj(i -> caption("i" + i, null))
                  .toList());

  private static final Way TEMPLATE_NAMES =
      (event, random) ->
          event.setInstructions(
              List.of(
                  caption("wicked", WickedWords.of(random)),
                  caption("of-another-task", "answer-01"),
                  caption("version", "caption-01@" + random.nextInt())));

  private static final Way NO_PICTURE = (event, random) -> event.setImages(List.of());

  private static final Way PICTURE_BY_ADDRESS =
      (event, random) ->
          event.setImages(
              List.of(Image.newBuilder().setUri("http://127.0.0.1:1/" + random.nextInt()).build()));

  private static final Way DIGEST_OF_ANOTHER =
      (event, random) ->
          event.setImages(
              List.of(
                  Image.newBuilder(event.getImages().get(0)).setSha256("00".repeat(32)).build()));

  private static final Way EXTREME_NUMBERS =
      (event, random) ->
          event
              .setOccurredAt(Instant.ofEpochMilli(extreme(random)))
              .setDeadline(Instant.ofEpochMilli(extreme(random)))
              .setLane(LANES.get(random.nextInt(LANES.size())))
              .setInstructions(
                  List.of(
                      Instruction.newBuilder(caption("c", null))
                          .setOptions(
                              Options.newBuilder().setMaxNewTokens((int) extreme(random)).build())
                          .build()));

  private static final Way TOO_LONG =
      (event, random) -> {
        String endless = "x".repeat(1 << (9 + random.nextInt(6)));
        switch (random.nextInt(5)) {
          case 0 -> event.setEventId(endless);
          case 1 -> event.setSubject(endless);
          case 2 -> event.setAttributes(Map.of("a", endless));
          case 3 -> event.setInstructions(List.of(asked("q", endless)));
          default -> event.setInstructions(List.of(caption(endless, endless)));
        }
      };

  private static final Way PROMPT_OF_A_MEGABYTE =
      (event, random) -> event.setInstructions(List.of(asked("q", "why? ".repeat(1 << 18))));

  private static final Way VALUE_OF_TEN_MEGABYTES =
      (event, random) ->
          event.setImages(
              List.of(Image.newBuilder().setBytes(ByteBuffer.wrap(new byte[10 << 20])).build()));

  private static final Way A_MILLION_CANDIDATES =
      (event, random) ->
          event.setInstructions(
              List.of(
                  Instruction.newBuilder(asked("q", "Which?"))
                      .setCandidates(Collections.nCopies(1_000_000, "a"))
                      .build()));

  private static final Way A_HUNDRED_THOUSAND_ATTRIBUTES =
      (event, random) -> {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
          many.put("a" + i, "");
        }
        event.setAttributes(many);
      };

  static final List<Way> SMALL =
      List.of(
          UNTOUCHED,
          WICKED_WORDS,
          WICKED_NAMES,
          IDS_TWICE,
          NO_INSTRUCTION,
          TOO_MANY_INSTRUCTIONS,
          TEMPLATE_NAMES,
          NO_PICTURE,
          PICTURE_BY_ADDRESS,
          DIGEST_OF_ANOTHER,
          EXTREME_NUMBERS,
          TOO_LONG);

  /** Of a megabyte and more: a few of them say as much as many. */
  static final List<Way> LARGE =
      List.of(
          PROMPT_OF_A_MEGABYTE,
          VALUE_OF_TEN_MEGABYTES,
          A_MILLION_CANDIDATES,
          A_HUNDRED_THOUSAND_ATTRIBUTES);

  private SpoiltEvents() {}

  private static long extreme(Random random) {
    return EXTREMES[random.nextInt(EXTREMES.length)];
  }

  private static Instruction caption(String id, String template) {
    return Instruction.newBuilder().setId(id).setTask(Task.CAPTION).setTemplate(template).build();
  }

  private static Instruction asked(String id, String question, String... read) {
    return Instruction.newBuilder()
        .setId(id)
        .setTask(Task.ANSWER)
        .setQuestion(question)
        .setOcrTokens(List.of(read))
        .build();
  }

  private static Instruction chosen(String... candidates) {
    List<String> all = new ArrayList<>(List.of(candidates));
    all.add("neither");
    return Instruction.newBuilder(asked("c", "Which?")).setCandidates(all).build();
  }

  private static Instruction told(String words) {
    return Instruction.newBuilder()
        .setId("t")
        .setTask(Task.QUESTION)
        .setAnswer(words)
        .setHistory(List.of(new Turn(words, words)))
        .build();
  }
}
