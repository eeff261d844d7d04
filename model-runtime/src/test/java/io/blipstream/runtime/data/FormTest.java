package io.blipstream.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form as its publishers write it. */
class FormTest {
  private static final String HEAD = "'name': 'x', 'group': 'g', 'held_out': false, ";
  private static final String ANSWERS = "'templates': ['answer'], 'metric': 'vqa-accuracy'";
  private static final String CAPTIONS = "'templates': ['caption'], 'metric': 'cider'";

  @TempDir private Path root;
  private DataFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new DataFolder(root);
  }

  @Test
  void karpathyCaptions_areOfOneSplit() {
    folder
        .pictures("val2014/a.jpg", "val2014/b.jpg")
        .text(
            "k.json",
            """
            {"dataset": "coco", "images": [
              {"filepath": "val2014", "filename": "a.jpg", "imgid": 0, "split": "test",
               "sentences": [{"raw": "A cat.", "tokens": ["a", "cat"]}, {"raw": "One cat."}]},
              {"filepath": "val2014", "filename": "b.jpg", "imgid": 1, "split": "val", "sentences": []}]}
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'karpathy-captions', 'files': {'rows': 'k.json'}, 'split': 'test', "
                + CAPTIONS
                + "}");
    assertThat(set.samples()).hasSize(1);
    assertThat(set.samples().get(0).answers()).containsExactly("A cat.", "One cat.");
    assertThat(set.samples().get(0).frames()).containsExactly(root.resolve("val2014/a.jpg"));
  }

  @Test
  void cocoCaptions_joinPicturesAndCaptions() {
    folder
        .pictures("i/1.jpg", "i/2.jpg")
        .text(
            "c.json",
            """
            {"info": {"year": 2017},
             "annotations": [{"image_id": 2, "id": 9, "caption": "a dog"}, {"image_id": 1, "caption": "a cat"},
                             {"image_id": 2, "caption": "the dog"}],
             "images": [{"id": 1, "file_name": "1.jpg"}, {"id": 2, "file_name": "2.jpg"}]}
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'coco-captions', 'files': {'rows': 'c.json'}, 'images': 'i/{file_name}', "
                + CAPTIONS
                + "}");
    assertThat(set.samples())
        .extracting(Sample::answers)
        .containsExactly(List.of("a cat"), List.of("a dog", "the dog"));
  }

  @Test
  void vqa_joinsQuestionsAndAnswers() {
    vqaFiles();
    DataSet set = folder.read("{" + HEAD + vqa() + ANSWERS + "}");
    Sample sample = set.samples().get(0);
    assertThat(sample.words()).containsEntry(Slot.QUESTION, "What is it?");
    assertThat(sample.answers()).containsExactly("cat", "dog", "dog");
    assertThat(set.broken()).isEqualTo(1);
    assertThat(set.named().get(0)).contains("a.json, row 2").contains("question that is not there");
  }

  @Test
  void questionsAreGeneratedFromTheCommonestAnswer() {
    vqaFiles();
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + vqa()
                + "'generates': 'question', 'templates': ['question'], 'metric': 'cider'}");
    assertThat(set.samples().get(0).words()).containsEntry(Slot.ANSWER, "dog");
    assertThat(set.samples().get(0).targets()).containsExactly("What is it?");
  }

  @Test
  void multipleChoice_hasOptionsAndTheRightOne() {
    folder
        .pictures("000000000007.jpg")
        .text(
            "m.json",
            """
            [{"image_id": 7, "question_id": "q", "question": "Who?", "choices": ["he", "she"],
              "correct_choice_idx": 1, "direct_answers": ["she", "her"], "rationales": ["x"]}]
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'multiple-choice', 'files': {'rows': 'm.json'}, 'images': '{image_id:12}.jpg', 'templates': ['choice'], 'metric': 'top-1'}");
    Sample sample = set.samples().get(0);
    assertThat(sample.right()).isEqualTo(OptionalInt.of(1));
    assertThat(sample.answers()).containsExactly("she", "her");
    assertThat(new InstructionTemplate("{Question} Options: {Options}.").filled(sample))
        .isEqualTo("Who? Options: (a) he (b) she.");
  }

  @Test
  void multipleChoice_asScienceQaHasIt_isAnObjectOfRows() {
    folder
        .pictures("12/image.png")
        .text(
            "p.json",
            """
            {"12": {"question": "Which?", "choices": ["a", "b"], "answer": 0, "hint": "", "image": "image.png", "split": "test"},
             "13": {"question": "Which?", "choices": ["a", "b"], "answer": 1, "hint": "h", "image": null, "split": "test"}}
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'multiple-choice', 'files': {'rows': 'p.json'}, 'images': '{$key}/{image}', 'split': 'test', "
                + "'columns': {'id': '$key', 'right': 'answer'}, 'templates': ['Context: {Context} {Question}'], 'metric': 'top-1'}");
    assertThat(set.samples()).extracting(Sample::id).containsExactly("12");
    assertThat(set.samples().get(0).targets()).containsExactly("a");
    assertThat(set.broken()).isEqualTo(1);
  }

  @Test
  void ocr_isJoinedFromItsOwnFile() {
    folder
        .pictures("t/f00.jpg")
        .text(
            "q.json",
            "{\"data\": [{\"image_id\": \"f00\", \"question_id\": 3, \"question\": \"Brand?\", \"answers\": [\"nous\", \"nous les\"]}]}")
        .text(
            "o.json", "{\"data\": [{\"image_id\": \"f00\", \"ocr_tokens\": [\"NOUS\", \"LES\"]}]}");
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'ocr', 'files': {'rows': 'q.json', 'ocr': 'o.json'}, 'images': 't/{image_id}.jpg', "
                + "'templates': ['answer-with-ocr'], 'metric': 'vqa-accuracy'}");
    assertThat(new InstructionTemplate("OCR tokens: {OCR}.").filled(set.samples().get(0)))
        .isEqualTo("OCR tokens: NOUS, LES.");
  }

  @Test
  void conversations_unfoldIntoTurns() {
    folder
        .pictures("1.jpg")
        .text(
            "l.json",
            """
            [{"id": "1", "image": "1.jpg", "conversations": [
               {"from": "human", "value": "<image>\\nWhat is it?"}, {"from": "gpt", "value": "A bus."},
               {"from": "human", "value": "Which colour?"}, {"from": "gpt", "value": "Red."}]}]
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'conversations', 'files': {'rows': 'l.json'}, 'templates': ['instruction'], 'metric': 'cider'}");
    assertThat(set.samples())
        .extracting(Sample::targets)
        .containsExactly(List.of("A bus."), List.of("Red."));
    assertThat(set.samples().get(1).words())
        .containsEntry(Slot.QUESTION, "Which colour?")
        .containsEntry(Slot.HISTORY, "What is it?\nA bus.");
  }

  @Test
  void dialogues_unfoldIntoRounds() {
    folder
        .pictures("5.jpg")
        .text(
            "v.json",
            """
            {"version": "1.0", "data": {
              "dialogs": [{"image_id": 5, "caption": "a man",
                "dialog": [{"question": 0, "answer": 1, "answer_options": [0, 1], "gt_index": 1},
                           {"question": 1, "answer": 0, "answer_options": [0, 1], "gt_index": 0}]}],
              "questions": ["is he old", "is it day"], "answers": ["yes", "no"]}}
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'dialogues', 'files': {'rows': 'v.json'}, 'images': '{image_id}.jpg', 'templates': ['{History} {Question}'], 'metric': 'mrr'}");
    assertThat(set.samples()).hasSize(2);
    assertThat(set.samples().get(1).words())
        .containsEntry(Slot.HISTORY, "a man is he old? no.")
        .containsEntry(Slot.QUESTION, "is it day");
    assertThat(set.samples().get(0).right()).isEqualTo(OptionalInt.of(1));
  }

  @Test
  void videoQuestions_lookAtFourFramesOfAClip() {
    folder
        .pictures("vid3/00.jpg", "vid3/01.jpg", "vid3/02.jpg", "vid3/03.jpg", "vid3/04.jpg")
        .pictures("vid3/05.jpg", "vid3/06.jpg", "vid3/07.jpg")
        .text("vid3/notes.txt", "no picture")
        .text(
            "q.json",
            "[{\"id\": 1, \"video_id\": 3, \"question\": \"who?\", \"answer\": \"man\"}]");
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'video-questions', 'files': {'rows': 'q.json'}, 'images': 'vid{video_id}', 'templates': ['answer'], 'metric': 'exact'}");
    assertThat(set.samples().get(0).frames())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("00.jpg", "02.jpg", "04.jpg", "06.jpg");
  }

  @Test
  void classification_saysLabelsInWords() {
    folder
        .pictures("img/1.png", "img/2.png")
        .text(
            "h.jsonl",
            """
            {"id": 1, "img": "img/1.png", "label": 0, "text": "love"}
            {"id": 2, "img": "img/2.png", "label": 1, "text": "hate"}
            """);
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'classification', 'files': {'rows': 'h.jsonl'}, 'verbalisers': {'0': ['no', 'false'], '1': ['yes', 'true']}, "
                + "'templates': ['{Text}?'], 'metric': 'auc'}");
    assertThat(set.samples())
        .extracting(Sample::right)
        .containsExactly(OptionalInt.of(0), OptionalInt.of(1));
    assertThat(set.samples().get(0).choices())
        .containsExactly(List.of("no", "false"), List.of("yes", "true"));
  }

  @Test
  void severalQuestionsInARow_unfold() {
    folder
        .pictures("9.jpg")
        .text(
            "o.json",
            "{\"9\": {\"questions\": [\"Who?\", \"What?\"], \"answers\": [\"I\", \"It\"], \"split\": 1}}");
    DataSet set =
        folder.read(
            "{"
                + HEAD
                + "'form': 'rows', 'files': {'rows': 'o.json'}, 'images': '{$key}.jpg', 'split': '1', 'templates': ['answer'], 'metric': 'exact'}");
    assertThat(set.samples()).extracting(Sample::id).containsExactly("9#0", "9#1");
  }

  private void vqaFiles() {
    folder
        .pictures("i/000000000042.jpg")
        .text(
            "q.json",
            "{\"questions\": [{\"image_id\": 42, \"question\": \"What is it?\", \"question_id\": 420}]}")
        .text(
            "a.json",
            """
            {"license": {}, "annotations": [
              {"question_id": 420, "image_id": 42, "answers": [{"answer": "cat", "answer_id": 1}, {"answer": "dog"}, {"answer": "dog"}]},
              {"question_id": 421, "image_id": 42, "answers": [{"answer": "cat"}]}]}
            """);
  }

  private static String vqa() {
    return "'form': 'vqa', 'files': {'questions': 'q.json', 'annotations': 'a.json'}, 'images': 'i/{image_id:12}.jpg', ";
  }
}
