package io.blipstream.ops.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.data.Templates;
import io.blipstream.schemas.Template;
import io.blipstream.topology.template.BuiltInTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The runtime knows nothing of the topology, so both have the article's words. */
class LearnedTemplatesTest {
  @Test
  void whatIsLearnedIsWhatIsAsked() {
    List<Template> builtIn = BuiltInTemplates.all(Instant.EPOCH);
    assertThat(builtIn).hasSize(29);
    for (String set : List.of("caption", "answer", "question")) {
      assertThat(Templates.sets().get(set))
          .isEqualTo(
              builtIn.stream()
                  .filter(each -> each.getTask().name().toLowerCase(Locale.ROOT).equals(set))
                  .map(Template::getText)
                  .toList());
    }
  }
}
