package io.blipstream.topology.recipe.catalogue;

import static java.util.Objects.requireNonNull;

import io.blipstream.topology.recipe.ClosedQuestion;
import io.blipstream.topology.recipe.QuestionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A closed attribute of a product.
 *
 * @param leastScore below which the answer is not worth showing
 */
public record Attribute(ClosedQuestion question, double leastScore) {
  public Attribute {
    requireNonNull(question, "question");
    if (ProductSchema.RESERVED.contains(question.name()) || question.name().endsWith("_score")) {
      throw new IllegalArgumentException(
          "an attribute cannot be called "
              + question.name()
              + ": records have a field of that name");
    }
  }

  public String name() {
    return question.name();
  }

  /**
   * As a file declares them: {@code attributes=colour,kind} and, for each, {@code
   * attribute.colour.question}, {@code .candidates}, {@code .template}, {@code .least.score}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static List<Attribute> parse(Map<String, String> pairs) {
    QuestionFile file = new QuestionFile(pairs, "attribute", "attributes");
    List<Attribute> attributes = new ArrayList<>();
    for (String name : file.names()) {
      attributes.add(new Attribute(file.question(name, ""), file.share(name, "least.score", 0)));
    }
    file.requireAllRead();
    return attributes;
  }
}
