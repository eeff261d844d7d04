package io.blipstream.topology.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.schemas.Options;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateLintTest {
  @Test
  void everyBuiltInTemplateIsValid() {
    List<Template> all = BuiltInTemplates.all(Instant.EPOCH);

    assertThat(all).hasSize(29);
    assertThat(all).allSatisfy(each -> assertThat(TemplateLint.fault(each)).isEmpty());
    assertThat(all.stream().map(Template::getId).distinct()).hasSize(29);
    assertThat(all.stream().filter(each -> each.getTask() == Task.CAPTION)).hasSize(13);
    assertThat(all.stream().filter(each -> each.getTask() == Task.ANSWER)).hasSize(10);
    assertThat(all.stream().filter(each -> each.getTask() == Task.QUESTION)).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAPTION | A {Question}?",
        "CAPTION | A {brace}",
        "CAPTION | A }",
        "ANSWER | No placeholder",
        "ANSWER | {Answer}",
        "ANSWER | {Question} {Answer}",
        "ANSWER | {Question} {Question}",
        "ANSWER | {question}",
        "ANSWER | {{Question}}",
        "ANSWER | {Question} {Options} {Options}",
        "ANSWER | {Options}",
        "CAPTION | {Options}",
        "QUESTION | {Answer} {Options}",
        "QUESTION | {Question}",
        "UNKNOWN | Anything"
      })
  void placeholdersMustBeTheTasksOwn(Task task, String text) {
    assertThat(TemplateLint.fault(template("t", 1, task, text).build())).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAPTION | {OcrTokens} are written there. {History}",
        "ANSWER | {History} {OcrTokens} {Question} {Options}",
        "QUESTION | {Answer} {OcrTokens}"
      })
  void contextMayHaveItsPlace(Task task, String text) {
    assertThat(TemplateLint.fault(template("t", 1, task, text).build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ends in space ", " begins", "bell\u0007", "line\r"})
  void textMustBePlain(String text) {
    assertThat(TemplateLint.fault(template("t", 1, Task.CAPTION, text).build())).isPresent();
  }

  @Test
  void textIsBounded() {
    assertThat(fault(template("t", 1, Task.CAPTION, "x".repeat(2_000)))).isFalse();
    assertThat(fault(template("t", 1, Task.CAPTION, "x".repeat(2_001)))).isTrue();
  }

  @Test
  void textMayHaveLines() {
    assertThat(fault(template("t", 1, Task.ANSWER, "One\n\tTwo: {Question}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "a b", "a@1", "a/b", "ä", "a_b"})
  void idIsOfTheAllowedCharacters(String id) {
    assertThat(fault(template(id, 1, Task.CAPTION, "x"))).isTrue();
  }

  @Test
  void idIsBounded() {
    assertThat(fault(template("a.b-9".repeat(12), 1, Task.CAPTION, "x"))).isFalse();
    assertThat(fault(template("a".repeat(65), 1, Task.CAPTION, "x"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 1_000_000_000, Integer.MAX_VALUE})
  void versionIsOneAndUp(int version) {
    assertThat(fault(template("t", version, Task.CAPTION, "x"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false", "512,false", "513,true", "-1,true"})
  void optionsAreWithinTheApplicationsBounds(int tokens, boolean faulty) {
    Options options = Options.newBuilder().setMaxNewTokens(tokens).build();
    assertThat(fault(template("t", 1, Task.CAPTION, "x").setOptions(options))).isEqualTo(faulty);
  }

  private static boolean fault(Template.Builder template) {
    return TemplateLint.fault(template.build()).isPresent();
  }

  private static Template.Builder template(String id, int version, Task task, String text) {
    return Template.newBuilder()
        .setId(id)
        .setVersion(version)
        .setTask(task)
        .setText(text)
        .setPublishedAt(Instant.EPOCH);
  }
}
