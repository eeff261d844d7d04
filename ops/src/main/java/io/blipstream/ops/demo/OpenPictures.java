package io.blipstream.ops.demo;

import io.blipstream.ops.console.wall.Truths;
import io.blipstream.schemas.DeadLetter;
import io.blipstream.schemas.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pictures on their way. The publisher's thread adds; the collector's thread does everything else.
 */
final class OpenPictures {
  private final Judge judge;
  private final TruthBook book;
  private final Map<String, Open> open = new ConcurrentHashMap<>();

  OpenPictures(Judge judge) {
    this.judge = judge;
    this.book = new TruthBook(judge);
  }

  /** Before the event is sent, so that no result comes to an unknown picture. */
  void add(Picture picture) {
    book.add(picture);
    open.put(picture.eventId(), new Open(picture, new HashMap<>()));
  }

  /** The picture, once nothing of it is missing any more. */
  Optional<AnsweredPicture> take(Result result) {
    Open at = open.get(result.getEventId());
    if (at == null) {
      return Optional.empty();
    }
    at.picture().asked().stream()
        .filter(asked -> asked.instructionId().equals(result.getInstructionId()))
        .forEach(
            asked ->
                at.said()
                    .put(asked.instructionId(), judge.judged(at.picture().scene(), asked, result)));
    return completed(at);
  }

  /** The same for a dead letter: of one instruction, or of the whole picture. */
  Optional<AnsweredPicture> take(DeadLetter letter) {
    Open at = letter.getEventId().map(open::get).orElse(null);
    if (at == null) {
      return Optional.empty();
    }
    at.picture().asked().stream()
        .filter(asked -> letter.getInstructionId().map(asked.instructionId()::equals).orElse(true))
        .forEach(asked -> at.said().put(asked.instructionId(), Judge.dead(asked, letter)));
    return completed(at);
  }

  /** What is in the newest pictures, also after they were answered. */
  Truths truths() {
    return book;
  }

  int size() {
    return open.size();
  }

  private Optional<AnsweredPicture> completed(Open at) {
    List<Asked> asked = at.picture().asked();
    if (at.said().size() < asked.size()) {
      return Optional.empty();
    }
    open.remove(at.picture().eventId());
    List<Said> said = asked.stream().map(one -> at.said().get(one.instructionId())).toList();
    return Optional.of(new AnsweredPicture(at.picture(), said));
  }

  private record Open(Picture picture, Map<String, Said> said) {}
}
