package io.blipstream.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.deploy.DeployFiles;
import io.blipstream.ops.docs.GeneratedDocument;
import io.blipstream.schemas.ImageEvent;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
  private static final Map<String, String> PREFIXED = Map.of("topics.prefix", "shop.");

  @Test
  void documentation_holdsTheDocument() {
    new GeneratedDocument("asyncapi.yaml").assertHolds(document(Map.of()).text());
  }

  @Test
  void everyTopic_isAChannel() {
    Configuration configuration = Configuration.of(PREFIXED);
    TopicPlan plan = TopicPlan.of(configuration, OptionalInt.empty(), true, OptionalInt.empty());
    assertThat(document(PREFIXED).root().path("channels").findValuesAsText("address"))
        .containsExactlyInAnyOrderElementsOf(plan.names());
  }

  @Test
  void payloads_areTheSchemasThatAreWritten() {
    JsonNode payload =
        document(Map.of()).root().at("/components/messages/imageEvents/payload/schema");
    Schema read = new Schema.Parser().parse(payload.toString());
    assertThat(SchemaNormalization.parsingFingerprint64(read))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(ImageEvent.getClassSchema()));
  }

  @Test
  void references_leadSomewhere() {
    JsonNode root = document(Map.of()).root();
    List<String> references = root.findValuesAsText("$ref");
    assertThat(references)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(root.at(each.substring(1)).isObject()).as(each).isTrue());
  }

  private static Document document(Map<String, String> pairs) {
    return new Document(AsyncApi.document(Configuration.of(pairs), "1.0.0"));
  }

  private record Document(String text) {
    JsonNode root() {
      return DeployFiles.documents(text).get(0);
    }
  }
}
