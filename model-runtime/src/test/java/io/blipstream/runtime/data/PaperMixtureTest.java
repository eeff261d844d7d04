package io.blipstream.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The paper's table reads every one of its 26 data sets: a few rows of each file, in all fields as
 * its publishers write it.
 */
class PaperMixtureTest {
  private static final Path FILES = Path.of("src/test/resources/data/paper");
  private static final List<String> PICTURES =
      List.of(
          "coco/train2014/COCO_train2014_000000000009.jpg",
          "coco/train2017/000000299207.jpg",
          "coco/train2017/000000442786.jpg",
          "capfilt/images/1.jpg",
          "nocaps/images/0013ea2087020901.jpg",
          "flickr30k/images/1007129816.jpg",
          "textvqa/train_images/0054c91397f2fe05.jpg",
          "textvqa/train_images/003a8ae2ef43b901.jpg",
          "gqa/images/n161313.jpg",
          "vsr/images/000000122962.jpg",
          "iconqa/choose_txt/17/image.png",
          "vizwiz/val/VizWiz_val_00000000.jpg",
          "scienceqa/test/1/image.png",
          "ocrvqa/images/761183272.jpg",
          "msvd/frames/vid1451/0001.jpg",
          "msrvtt/frames/video7010/0001.jpg",
          "msrvtt/frames/video7010/0002.jpg",
          "ivqa/frames/abc/0001.jpg",
          "visdial/VisualDialog_val2018/VisualDialog_val2018_000000185565.jpg",
          "hateful_memes/img/08291.png",
          "hateful_memes/img/46971.png");

  @TempDir private Path root;

  @BeforeEach
  void layOut() throws IOException {
    new DataFolder(root).pictures(PICTURES.toArray(String[]::new));
    try (Stream<Path> files = Files.walk(FILES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = root.resolve(FILES.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void everySetOfThePaper_isReadAsItIsPublished() {
    Map<String, DataSet> sets = new LinkedHashMap<>();
    for (DataSetSpec spec : DataSetFile.paper(root).datasets()) {
      sets.put(spec.name(), DataSet.read(spec, root));
    }
    assertThat(sets).hasSize(26);
    assertThat(sets.values()).allSatisfy(set -> assertThat(set.samples()).isNotEmpty());
    // A question without a picture, and one whose picture was not downloaded: counted, not silent.
    sets.forEach(
        (name, set) ->
            assertThat(set.broken())
                .as(name + " " + set.named())
                .isEqualTo(name.equals("ScienceQA") || name.equals("TextVQA") ? 1 : 0));

    assertThat(asked(sets, "TextCaps", 0))
        .isEqualTo("OCR tokens: STOP, ALL WAY. A short image description:");
    assertThat(right(sets, "TextCaps", 0)).hasSize(2);
    assertThat(asked(sets, "OKVQA", 0)).isEqualTo("Question: What is in the box? Short answer:");
    assertThat(right(sets, "OKVQA", 0)).hasSize(10).contains("bread").doesNotContain("breads");
    assertThat(right(sets, "VQG of OKVQA", 0)).containsExactly("What is in the box?");
    assertThat(right(sets, "A-OKVQA", 0)).hasSize(10);
    assertThat(asked(sets, "ScienceQA", 0))
        .isEqualTo(
            "Context: Select the better answer. Question: Which property do these have in common? "
                + "Options: (a) hard (b) soft. Answer:");
    assertThat(sets.get("OCR-VQA").samples()).hasSize(2);
    assertThat(sets.get("LLaVA conversation").samples()).hasSize(2);
    assertThat(asked(sets, "LLaVA detail", 0)).isEqualTo("What do you see in this picture?");
    assertThat(sets.get("MSRVTT-QA").samples().get(0).frames()).hasSize(2);
    assertThat(asked(sets, "Visual Dialog", 1))
        .isEqualTo(
            "Dialog history: a girl with a cup is the photo in color? yes.\n"
                + " Question: is it indoors Short answer:");
    assertThat(sets.get("Visual Dialog").samples().get(1).choices()).hasSize(4);
    assertThat(asked(sets, "HatefulMemes", 0)).contains("\"words on it\" written on it");
    assertThat(sets.get("HatefulMemes").samples().get(0).right()).hasValue(1);
    assertThat(sets.get("VSR").samples().get(0).right()).hasValue(1);
  }

  private static String asked(Map<String, DataSet> sets, String name, int sample) {
    DataSet set = sets.get(name);
    return new InstructionTemplate(set.spec().prompt()).filled(set.samples().get(sample));
  }

  private static List<String> right(Map<String, DataSet> sets, String name, int sample) {
    return sets.get(name).samples().get(sample).targets();
  }

  @Test
  void declaration_isWhatTheResourceSays_andNamesWhatIsMissing() throws IOException {
    Path file = root.resolve("paper.json");
    PaperMixture.Written written = PaperMixture.write(file, false);
    assertThat(written.declared()).hasSize(26);
    assertThat(written.missing()).isEmpty();
    assertThat(DataSetFile.read(file).datasets()).isEqualTo(DataSetFile.paper(root).datasets());

    Path gone = root.toAbsolutePath().resolve("vsr/zeroshot/test.jsonl");
    Files.delete(gone);
    assertThat(PaperMixture.write(file, false).missing()).isEqualTo(Map.of("VSR", List.of(gone)));
    assertThat(PaperMixture.write(file, true).declared()).hasSize(25).doesNotContain("VSR");
    assertThat(DataSetFile.read(file).datasets())
        .extracting(DataSetSpec::name)
        .isEqualTo(PaperMixture.write(file, true).declared());
  }

  @Test
  void whereNoFileIs_nothingIsDeclared() {
    assertThatThrownBy(() -> PaperMixture.write(root.resolve("elsewhere/paper.json"), true))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("no file of the paper's data sets");
  }
}
