package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every object is one that Kubernetes, or the operator that reads it, knows. */
class KubernetesFieldsTest {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "ConfigMap", ConfigMap.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "PodMonitor", PodMonitor.class,
          "PrometheusRule", PrometheusRule.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "StatefulSet", StatefulSet.class);

  /** The models keep what they do not know; here it is to be an error. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  @ParameterizedTest
  @MethodSource("io.blipstream.ops.deploy.ChartTest#all")
  void fields_areKnown(Rendered chart) throws Exception {
    int read = 0;
    for (JsonNode object : chart.objects()) {
      Class<?> kind = KINDS.get(object.path("kind").asText());
      if (kind == null) {
        assertThat(object.path("kind").asText()).isEqualTo("ScaledObject"); // KEDA has no model
      } else {
        assertThat(read(object, kind)).isNotNull();
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(6);
  }

  @Test
  void fieldThatIsMisspelt_wouldBeFound() {
    ObjectNode set = (ObjectNode) Rendered.withDefaults().only("StatefulSet");
    set.withObject("/spec/template/spec/securityContext").put("runAsNoRoot", true);
    assertThatThrownBy(() -> read(set, StatefulSet.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("runAsNoRoot");
  }

  /** Ours is generated, and held to `topics plan` by its own test; here to Strimzi's own models. */
  @Test
  void topicsAndUser_areStrimzis() throws Exception {
    List<JsonNode> resources =
        DeployFiles.documents(DeployFiles.text(DeployFiles.FOLDER.resolve("strimzi.yaml")));
    assertThat(resources).hasSizeGreaterThan(2);
    for (JsonNode resource : resources.subList(0, resources.size() - 1)) {
      KafkaTopic topic = (KafkaTopic) read(resource, KafkaTopic.class);
      assertThat(topic.getSpec().getPartitions()).isPositive();
    }
    KafkaUser user = (KafkaUser) read(resources.get(resources.size() - 1), KafkaUser.class);
    assertThat(((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls())
        .extracting(AclRule::getResource)
        .hasAtLeastOneElementOfType(AclRuleTransactionalIdResource.class)
        .doesNotContainNull();
    ((ObjectNode) resources.get(0)).withObject("/spec").put("partition", 3);
    assertThatThrownBy(() -> read(resources.get(0), KafkaTopic.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("partition");
  }

  private static Object read(JsonNode object, Class<?> kind) throws JsonProcessingException {
    return STRICT.treeToValue(object, kind);
  }
}
