package io.blipstream.ops.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found, in the order in which it is told. Of one thread. */
public final class Findings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * @param benchmark its name on the command line
   */
  public Findings(String benchmark) {
    values.put("benchmark", benchmark);
  }

  /**
   * @param value a text, a number, or a list or map of them; fractions are cut to what a
   *     measurement is worth
   */
  public Findings with(String name, Object value) {
    values.put(name, value instanceof Double number ? rounded(number) : value);
    return this;
  }

  /** A figure that was put in. */
  public Object value(String name) {
    return values.get(name);
  }

  /** One JSON object on one line, or a line for each figure. */
  public void print(PrintWriter out, boolean json) {
    if (json) {
      out.println(json());
    } else {
      values.forEach((name, value) -> out.printf(Locale.ROOT, "%-24s %s%n", name, value));
    }
    out.flush();
  }

  /** Four significant digits. */
  public static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? value
        : new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }

  private String json() {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }
}
