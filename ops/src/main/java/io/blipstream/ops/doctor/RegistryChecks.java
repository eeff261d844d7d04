package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.ops.topics.Contract;
import io.blipstream.ops.topics.Contract.Direction;
import io.blipstream.ops.topics.Permissions;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.serde.SchemaFit;
import io.blipstream.schemas.serde.SchemaFit.Kind;
import io.blipstream.topology.TopicSerdes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether the registry is there, and what it holds fits our contracts. */
record RegistryChecks(Configuration configuration) {
  RegistryChecks {
    requireNonNull(configuration, "configuration");
  }

  List<Diagnosis> registry() {
    List<Diagnosis> misfits = new ArrayList<>();
    List<Kind> fits = new ArrayList<>();
    try {
      for (Contract each : contracts()) {
        SchemaFit fit = fit(each);
        if (fit.kind() == Kind.MISFIT) {
          misfits.add(misfit(each, fit));
        } else {
          fits.add(fit.kind());
        }
      }
    } catch (KafkaException e) {
      return List.of(refused(e));
    }
    return misfits.isEmpty() ? List.of(Diagnosis.ok(words(fits))) : misfits;
  }

  private SchemaFit fit(Contract contract) {
    return SchemaFit.of(
        TopicSerdes.briefly(configuration.registry()),
        PipelineSettings.topics(configuration).prefix() + contract.topic(),
        contract.value().orElseThrow(),
        contract.direction() == Direction.OUT);
  }

  private static Diagnosis misfit(Contract contract, SchemaFit fit) {
    return Diagnosis.fail(
        FaultCode.REGISTRY_UNAVAILABLE,
        fit.subject() + ": " + fit.why(),
        contract.direction() == Direction.OUT
            ? "register ours (docs/contracts.md), or take another topics.prefix"
            : "whoever writes the topic has to keep to docs/contracts.md");
  }

  private static Diagnosis refused(KafkaException e) {
    if (e instanceof ConfigException) {
      return Diagnosis.fail(
          FaultCode.CONFIGURATION_INVALID,
          e.getMessage(),
          "schema.registry.url must be a Confluent-compatible registry's");
    }
    if (e instanceof AuthenticationException || e instanceof AuthorizationException) {
      return Diagnosis.fail(
          FaultCode.CONFIGURATION_INVALID,
          e.getMessage(),
          "schema.registry.basic.auth.user.info or bearer.auth.token must be of somebody who may"
              + " read subjects");
    }
    return Diagnosis.fail(
        FaultCode.REGISTRY_UNAVAILABLE,
        e.getMessage(),
        "is schema.registry.url right, the registry up, the network open?");
  }

  private static String words(List<Kind> fits) {
    long registered = fits.stream().filter(Kind.REGISTERED::equals).count();
    long absent = fits.stream().filter(Kind.ABSENT::equals).count();
    return "answers; of %d contracts %d are registered, %d compatible, %d not there yet"
        .formatted(fits.size(), registered, fits.size() - registered - absent, absent);
  }

  /** Of the topics that `run` reads and writes. */
  private List<Contract> contracts() {
    String prefix = PipelineSettings.topics(configuration).prefix();
    Set<String> used = Permissions.topics(configuration);
    return Contract.all().stream()
        .filter(each -> used.contains(prefix + each.topic()) && each.value().isPresent())
        .toList();
  }
}
