package io.blipstream.topology.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import io.blipstream.schemas.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PromptWriterTest {
  private static final List<String> PROMPTS =
      List.of(
          "caption-01 | A short image caption:",
          "caption-02 | A short image description:",
          "caption-03 | A photo of",
          "caption-04 | An image that shows",
          "caption-05 | Write a short description for the image",
          "caption-06 | Write a description for the photo.",
          "caption-07 | Provide a description of what is presented in the photo.",
          "caption-08 | Briefly describe the content of the image.",
          "caption-09 | Can you briefly explain what you see in the image?",
          "caption-10 | Could you use a few words to describe what you perceive in the photo?",
          "caption-11 | Please provide a short depiction of the picture.",
          "caption-12 | Using language, provide a short account of the image.",
          "caption-13 | Use a few words to illustrate what is happening in the picture.",
          "answer-01 | Is it red?",
          "answer-02 | Question: Is it red?",
          "answer-03 | Is it red? A short answer to the question is",
          "answer-04 | Q: Is it red? A:",
          "answer-05 | Question: Is it red? Short answer:",
          "answer-06 | Given the image, answer the following question with no more than three words. Is it red?",
          "answer-07 | Based on the image, respond to this question with a short answer: Is it red?. Answer:",
          "answer-08 | Use the provided image to answer the question: Is it red? Provide your answer as short as possible:",
          "answer-09 | What is the answer to the following question? \"Is it red?\"",
          "answer-10 | The question \"Is it red?\" can be answered using the image. A short answer is",
          "question-01 | Given the image, generate a question whose answer is: two dogs. Question:",
          "question-02 | Based on the image, provide a question with the answer: two dogs. Question:",
          "question-03 | Given the visual representation, create a question for which the answer is \"two dogs\"",
          "question-04 | From the image provided, craft a question that leads to the reply: two dogs. Question:",
          "question-05 | Considering the picture, come up with a question where the answer is: two dogs.",
          "question-06 | Taking the image into account, generate an question that has the answer: two dogs. Question:");

  private final KeyValueStore<String, Template> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("templates"), Serdes.String(), new TemplateSerde())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyBuiltInTemplateRendersWordForWord() {
    PromptWriter writer = writer(BuiltInTemplates.all(Instant.EPOCH));

    assertThat(BuiltInTemplates.all(Instant.EPOCH))
        .extracting(
            template ->
                template.getId() + " | " + worded(writer, instruction(template)).prompt().text())
        .containsExactlyElementsOf(PROMPTS);
  }

  @Test
  void wordsThatLookLikeAPlaceholder_areWordsAndNothingElse() {
    PromptWriter writer = writer(BuiltInTemplates.all(Instant.EPOCH));
    Instruction tricky =
        Instruction.newBuilder()
            .setId("i")
            .setTask(Task.ANSWER)
            .setTemplate("answer-02")
            .setQuestion("{Question} $1 \\ {Answer}")
            .build();

    assertThat(worded(writer, tricky).prompt().text())
        .isEqualTo("Question: {Question} $1 \\ {Answer}");
  }

  @Test
  void choiceDependsOnEventAndInstructionAndNotOnOrderOfPublication() {
    List<Template> all = BuiltInTemplates.all(Instant.EPOCH);
    Instruction free = Instruction.newBuilder().setId("i").setTask(Task.CAPTION).build();
    String first = worded(writer(all), free).template();
    all.forEach(each -> store.delete(TemplateTable.key(each.getId(), each.getVersion())));
    List<Template> reversed = new ArrayList<>(all);
    Collections.reverse(reversed);

    assertThat(worded(writer(reversed), free).template()).isEqualTo(first);
    // Else the test would pass for a choice that is always the first.
    assertThat(first).isNotEqualTo("caption-01@1");
  }

  @Test
  void templateWithAPlaceForChoices_isNotChosenForAQuestionWithoutAny() {
    PromptWriter writer =
        writer(List.of(template("open", "{Question}"), template("closed", "{Question} {Options}")));
    Instruction.Builder free =
        Instruction.newBuilder().setId("i").setTask(Task.ANSWER).setQuestion("Why?");

    for (int event = 0; event < 20; event++) {
      assertThat(((WordedInstruction) writer.write("e" + event, free.build())).templateId())
          .isEqualTo("open");
    }
    Instruction ranked = free.setCandidates(List.of("red", "blue")).build();
    assertThat(
            IntStream.range(0, 20)
                .mapToObj(event -> (WordedInstruction) writer.write("e" + event, ranked))
                .map(worded -> worded.prompt().text()))
        .contains("Why?", "Why? (a) red (b) blue");
  }

  private static Template template(String id, String text) {
    return Template.newBuilder()
        .setId(id)
        .setVersion(1)
        .setTask(Task.ANSWER)
        .setText(text)
        .setPublishedAt(Instant.EPOCH)
        .build();
  }

  private PromptWriter writer(List<Template> templates) {
    templates.forEach(each -> store.put(TemplateTable.key(each.getId(), each.getVersion()), each));
    return new PromptWriter(store, DecodingOptions.DEFAULT);
  }

  private static WordedInstruction worded(PromptWriter writer, Instruction instruction) {
    return (WordedInstruction) writer.write("e1", instruction);
  }

  private static Instruction instruction(Template template) {
    return Instruction.newBuilder()
        .setId("i")
        .setTask(template.getTask())
        .setTemplate(template.getId() + "@1")
        .setQuestion("Is it red?")
        .setAnswer("two dogs")
        .build();
  }
}
