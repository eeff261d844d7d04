package io.blipstream.ops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.blipstream.ops.docs.GeneratedDocument;
import io.blipstream.runtime.fault.FaultCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What `topics plan` says without a cluster. */
class TopicsPlanTest {
  private static final Map<String, String> NAMES =
      Map.of("BLIPSTREAM_APPLICATION_ID", "shop", "BLIPSTREAM_TOPICS_PREFIX", "shop.");

  @Test
  void acls_areTheLeast() {
    CommandRun run = plan("--acls", "--principal", "User:shop");
    assertThat(run.out().lines())
        .containsExactly(
            acl("Read --topic 'shop.image-events'", "literal"),
            acl(
                "Read --operation DescribeConfigs" + " --topic 'shop.instruction-templates'",
                "literal"),
            acl("Write --topic 'shop.captions'", "literal"),
            acl("Write --topic 'shop.answers'", "literal"),
            acl("Write --topic 'shop.questions'", "literal"),
            acl("Write --operation DescribeConfigs" + " --topic 'shop.dead-letters'", "literal"),
            acl("Read --operation Write --operation Create --topic 'shop-'", "prefixed"),
            acl("Read --group 'shop'", "literal"),
            acl("Write --transactional-id 'shop-'", "prefixed"));
  }

  @Test
  void acls_ofConsoleAndRecipes_areAskedFor() {
    assertThat(plan("--acls", "--console", "--principal", "User:shop").out().lines())
        .contains(
            acl("Read --operation Write --operation DescribeConfigs --topic 'shop.image-events'"),
            acl(
                "Read --operation DescribeConfigs --operation Write --topic"
                    + " 'shop.instruction-templates'"),
            acl("Write --operation Read --topic 'shop.captions'"),
            acl("Read --topic 'shop.flags'"),
            acl("Read --operation Write --topic 'shop.replays'"),
            acl("Write --topic 'shop.feedback'"))
        .doesNotHaveDuplicates();
    assertThat(plan("--acls", "--recipes", "--principal", "User:shop").out().lines())
        .contains(
            acl("Read --topic 'shop.feedback'"),
            acl("Write --operation DescribeConfigs --topic 'shop.products'"),
            acl("Read --group 'shop-'", "prefixed"));
    assertThat(plan("--strimzi", "main", "--console").out()).contains("name: shop.feedback");
  }

  @Test
  void strimzi_isOneDocumentForEachTopicAndTheUser() throws Exception {
    CommandRun run = plan("--strimzi", "main", "--partitions", "12", "--principal", "User:shop");
    assertThat(run.exitCode()).as(run.err()).isZero();
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    List<JsonNode> documents;
    try (MappingIterator<JsonNode> read = yaml.readerFor(JsonNode.class).readValues(run.out())) {
      documents = read.readAll();
    }
    assertThat(documents).hasSize(10);
    assertThat(documents)
        .allSatisfy(
            each ->
                assertThat(each.at("/metadata/labels/strimzi.io~1cluster").asText())
                    .isEqualTo("main"));
    assertThat(documents.get(0).at("/spec/topicName").asText()).isEqualTo("shop.image-events");
    assertThat(documents.get(0).at("/spec/partitions").asInt()).isEqualTo(12);
    assertThat(documents.get(1).at("/spec/config/cleanup.policy").asText()).isEqualTo("compact");
    JsonNode user = documents.get(9);
    assertThat(user.path("kind").asText()).isEqualTo("KafkaUser");
    assertThat(user.at("/spec/authorization/acls")).hasSize(9);
    assertThat(plan("--strimzi", "main", "--recipes").out()).contains("topicName: shop.alt-texts");
  }

  @Test
  void strimziAsJson_isOneListOfTheSameResources() throws Exception {
    JsonNode list =
        new ObjectMapper()
            .readTree(plan("--strimzi", "main", "--partitions", "12", "--json").out());
    assertThat(list.path("kind").asText()).isEqualTo("List");
    assertThat(list.path("items")).hasSize(10);
    assertThat(list.at("/items/0"))
        .isEqualTo(
            new ObjectMapper(new YAMLFactory())
                .readTree(plan("--strimzi", "main", "--partitions", "12").out()));
  }

  @Test
  void questionsThatExcludeEachOther_areRefusedTogether() {
    for (String[] both :
        List.of(
            new String[] {"--acls", "--strimzi", "main"},
            new String[] {"--acls", "--rate", "100", "--wanted", "5"},
            new String[] {"--strimzi", "main", "--rate", "100", "--wanted", "5"})) {
      CommandRun run = plan(both);
      assertThat(run.exitCode()).isEqualTo(FaultCode.USAGE.exitCode());
      assertThat(run.err()).contains("give one");
    }
  }

  /** What is shipped for a cluster named kafka is what the command says. */
  @Test
  void shippedStrimziFile_isWhatThisSays() {
    CommandRun run = run(Map.of(), "--strimzi", "kafka", "--partitions", "12");
    new GeneratedDocument("../ops/deploy/strimzi.yaml").assertHolds(run.out());
  }

  @Test
  void singleKeys_standOverTheEnvironment() {
    assertThat(plan("--strimzi", "main", "--set", "topics.prefix=other.").out())
        .contains("topicName: other.image-events")
        .doesNotContain("shop.image-events");
    CommandRun unknown = plan("--strimzi", "main", "--set", "topics.prefxi=x");
    assertThat(unknown.err()).contains("did you mean topics.prefix?");
  }

  @Test
  void instancesAndPartitions_areAdvisedFromRates() throws Exception {
    CommandRun words = plan("--rate", "100", "--wanted", "500");
    assertThat(words.exitCode()).as(words.err()).isZero();
    // 500 / (100 · 0.8 · 0.7) is 8.9
    assertThat(words.out()).startsWith("9 instances and 36 partitions; at the peak 69 % busy");
    JsonNode json =
        new ObjectMapper().readTree(plan("--rate", "100", "--wanted", "5", "--json").out());
    assertThat(json.path("instances").asInt()).isEqualTo(1);
    assertThat(json.path("partitions").asInt()).isEqualTo(6);
    assertThat(plan("--rate", "100").err()).contains("--rate and --wanted go together");
    assertThat(plan("--rate", "-1", "--wanted", "5").exitCode())
        .isEqualTo(FaultCode.USAGE.exitCode());
  }

  private static String acl(String rest) {
    return acl(rest, "literal");
  }

  private static String acl(String rest, String pattern) {
    return "kafka-acls.sh --add --allow-principal 'User:shop' --operation "
        + rest
        + " --resource-pattern-type "
        + pattern;
  }

  private static CommandRun plan(String... more) {
    return run(NAMES, more);
  }

  private static CommandRun run(Map<String, String> environment, String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "topics";
    arguments[1] = "plan";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return CommandRun.of(
        configuration -> {
          throw new AssertionError("no engine is needed");
        },
        environment,
        arguments);
  }
}
