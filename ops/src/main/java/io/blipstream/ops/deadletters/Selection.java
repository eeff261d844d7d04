package io.blipstream.ops.deadletters;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant: those that satisfy all of it. An empty set asks for nothing.
 *
 * @param templates {@code id@version}, or {@code id} for all its versions
 * @param since the earliest failure
 * @param until failures before it
 */
public record Selection(
    Set<Place> places,
    Set<String> faults,
    Set<String> templates,
    Set<String> events,
    Set<String> subjects,
    Set<String> feeds,
    Optional<Instant> since,
    Optional<Instant> until) {
  public static final Selection ALL =
      new Selection(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  /**
   * Letters stand in order of their failure but for this much: several processes with clocks of
   * their own write into one partition, and a transaction is seen when it is committed.
   */
  private static final Duration DISORDER = Duration.ofMinutes(10);

  public Selection {
    places = Set.copyOf(places);
    faults = Set.copyOf(faults);
    templates = Set.copyOf(templates);
    events = Set.copyOf(events);
    subjects = Set.copyOf(subjects);
    feeds = Set.copyOf(feeds);
  }

  /** Those of one event. */
  public static Selection ofEvent(String eventId) {
    return new Selection(
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(eventId),
        Set.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  boolean matches(Letter letter) {
    return (places.isEmpty() || places.contains(letter.place()))
        && (faults.isEmpty() || faults.contains(letter.fault()))
        && (templates.isEmpty() || letter.template().filter(this::wantsTemplate).isPresent())
        && wants(events, letter.eventId())
        && wants(subjects, letter.subject())
        && wants(feeds, letter.feed())
        && since.filter(start -> letter.failedAt().isBefore(start)).isEmpty()
        && until.filter(end -> !letter.failedAt().isBefore(end)).isEmpty();
  }

  /** Whether nothing older than this letter, in its partition, can be meant. */
  boolean endsBefore(Letter letter) {
    return since.filter(start -> letter.failedAt().isBefore(start.minus(DISORDER))).isPresent();
  }

  private boolean wantsTemplate(String template) {
    int at = template.indexOf('@');
    return templates.contains(template)
        || (at >= 0 && templates.contains(template.substring(0, at)));
  }

  private static boolean wants(Set<String> wanted, Optional<String> value) {
    return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
  }
}
