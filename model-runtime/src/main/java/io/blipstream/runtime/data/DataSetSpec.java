package io.blipstream.runtime.data;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.blipstream.runtime.decoding.DecodingOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A data set as a declaration describes it; docs/data.md says what each field means.
 *
 * @param name unique among those declared together
 * @param group the task group, such as {@code image question answering}
 * @param heldOut never learned on
 * @param form how its files are written
 * @param files by what they hold: {@code rows}, or the parts that the form joins
 * @param images path of a row's picture with columns in braces: {@code val/{image_id:12}.jpg}
 * @param columns where a form's columns have other names
 * @param split only rows whose column {@code split} says this; null for all
 * @param templates drawn from when learning: names of sets or texts
 * @param prompt asked with when measured; null for the first template
 * @param generates what is learned of a question: its answer, or, turned round, the question
 * @param verbalisers wordings of each class of a classification, by label; the last is positive
 * @param metric what it is scored by
 * @param decoding how answers are decoded when measured
 * @param weight by which its share is multiplied
 * @param size counted for its share in place of the rows read; null for those
 * @param limit rows read at most
 * @param mostBroken rows that may be broken before the set is refused
 */
public record DataSetSpec(
    String name,
    String group,
    boolean heldOut,
    Form form,
    Map<String, String> files,
    String images,
    Map<String, String> columns,
    String split,
    List<String> templates,
    String prompt,
    Generates generates,
    Map<String, List<String>> verbalisers,
    Measure metric,
    DecodingSpec decoding,
    Double weight,
    Long size,
    Integer limit,
    Integer mostBroken) {
  /** More rows than this are not held in memory, some gigabytes. */
  static final int MOST_ROWS = 20_000_000;

  private static final int BROKEN_ROWS = 100;

  /** What a row is turned into. */
  public enum Generates {
    @JsonProperty("answer")
    ANSWER,
    @JsonProperty("question")
    QUESTION
  }

  public DataSetSpec {
    require(name != null && name.matches("[A-Za-z0-9][A-Za-z0-9._ -]{0,63}"), "needs a name");
    require(group != null, name + " needs a group");
    require(form != null, name + " needs a form");
    require(files != null && !files.isEmpty(), name + " needs files");
    require(templates != null && !templates.isEmpty(), name + " needs templates");
    require(metric != null, name + " needs a metric");
    files = Map.copyOf(files);
    columns = Map.copyOf(requireNonNullElse(columns, Map.of()));
    templates = Templates.resolved(templates);
    prompt = requireNonNullElse(prompt, templates.get(0));
    generates = requireNonNullElse(generates, Generates.ANSWER);
    // In their order: the last is the positive one.
    verbalisers =
        Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNullElse(verbalisers, Map.of())));
    decoding = requireNonNullElse(decoding, new DecodingSpec(null, null, null, null, null));
    weight = requireNonNullElse(weight, 1.0);
    limit = requireNonNullElse(limit, MOST_ROWS);
    mostBroken = requireNonNullElse(mostBroken, BROKEN_ROWS);
    require(weight >= 0 && weight <= 1_000, name + ": weight must be 0 to 1000");
    require(size == null || size > 0, name + ": size must be positive");
    require(limit > 0 && limit <= MOST_ROWS, name + ": limit must be 1 to " + MOST_ROWS);
    require(mostBroken >= 0, name + ": most_broken must not be negative");
    var unused = decoding.options();
  }

  /** The same with other words to learn and to be asked with. */
  public DataSetSpec worded(List<String> otherTemplates, String otherPrompt) {
    return new DataSetSpec(
        name,
        group,
        heldOut,
        form,
        files,
        images,
        columns,
        split,
        otherTemplates,
        otherPrompt,
        generates,
        verbalisers,
        metric,
        decoding,
        weight,
        size,
        limit,
        mostBroken);
  }

  /** How answers are decoded when it is measured; choices come from the sample. */
  public DecodingOptions options() {
    return decoding.options();
  }

  /** S_d where the declaration says it. */
  public OptionalLong declaredSize() {
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** The same under another name, asked with other words. */
  public DataSetSpec asked(String otherName, String otherPrompt) {
    return new DataSetSpec(
        otherName,
        group,
        heldOut,
        form,
        files,
        images,
        columns,
        split,
        templates,
        otherPrompt,
        generates,
        verbalisers,
        metric,
        decoding,
        weight,
        size,
        limit,
        mostBroken);
  }

  private static void require(boolean holds, String fault) {
    if (!holds) {
      throw new IllegalArgumentException(fault);
    }
  }
}
