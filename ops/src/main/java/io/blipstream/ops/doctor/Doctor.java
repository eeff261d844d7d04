package io.blipstream.ops.doctor;

import static java.util.Objects.requireNonNull;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Looks at all that `run` needs, and changes nothing. What needs a broker is not looked at where
 * none answers: one cause has one line. One call, one thread; each look has its own.
 */
public final class Doctor {
  /** Beside the questions to a cluster, which have the patience each. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Duration patience;
  private final Clock clock;
  private final Bounded bounded;
  private final Findings findings = new Findings();
  private UnaryOperator<String> shown = UnaryOperator.identity();

  /**
   * @param patience how long one question may take
   */
  public Doctor(Duration patience, Clock clock) {
    this.patience = requireNonNull(patience, "patience");
    this.clock = requireNonNull(clock, "clock");
    this.bounded = new Bounded(patience.plus(MARGIN));
  }

  /**
   * @param given reads the configuration; what is wrong with it is a finding
   */
  public Findings examine(Supplier<Configuration> given) throws InterruptedException {
    MachineChecks machine = MachineChecks.here();
    look("java", FaultCode.INTERNAL, machine::java);
    look("open files", FaultCode.INTERNAL, machine::files);
    look("native library", FaultCode.DEVICE_UNAVAILABLE, ModelChecks::library);
    Configuration configuration;
    try {
      configuration = given.get();
      shown = configuration::redacted;
    } catch (BlipstreamException e) {
      findings.add(
          "configuration",
          List.of(
              Diagnosis.fail(e.code(), e.getMessage(), "docs/configuration.md lists all keys"),
              Diagnosis.skip("nothing that depends on it was looked at")));
      return findings;
    }
    configured(configuration);
    return findings;
  }

  /** What may be done in a cluster that is there, alone. */
  public List<Diagnosis> permissions(Configuration configuration) {
    return new TopicChecks(configuration, patience).permissions();
  }

  private void configured(Configuration configuration) throws InterruptedException {
    ModelChecks model = new ModelChecks(configuration);
    look("device", FaultCode.DEVICE_UNAVAILABLE, model::device);
    look("model", FaultCode.INTERNAL, model::model);
    look("state folder", FaultCode.CONFIGURATION_INVALID, () -> stateFolder(configuration).look());
    look("http", FaultCode.ADDRESS_UNAVAILABLE, () -> HttpCheck.look(configuration));
    look("registry", FaultCode.REGISTRY_UNAVAILABLE, new RegistryChecks(configuration)::registry);
    BrokerChecks broker = new BrokerChecks(configuration, patience, clock);
    boolean there = look("broker", FaultCode.BROKER_UNAVAILABLE, broker::broker);
    TopicChecks topics = new TopicChecks(configuration, patience);
    needing(there, "clock", broker::time);
    needing(there, "topics", topics::topics);
    needing(there, "permissions", topics::permissions);
  }

  private void needing(boolean broker, String name, Callable<List<Diagnosis>> look)
      throws InterruptedException {
    if (broker) {
      look(name, FaultCode.BROKER_UNAVAILABLE, look);
    } else {
      findings.add(name, List.of(Diagnosis.skip("not looked at: for it a broker has to answer")));
    }
  }

  /** Whether nothing of it fails. */
  private boolean look(String name, FaultCode onSilence, Callable<List<Diagnosis>> look)
      throws InterruptedException {
    List<Diagnosis> found = bounded.look(new Examination(name, onSilence, look));
    findings.add(name, found.stream().map(each -> each.reworded(shown)).toList());
    return found.stream().noneMatch(each -> each.grade() == Grade.FAIL);
  }

  /** Where none is named, the one that Kafka Streams takes. */
  private static StateFolder stateFolder(Configuration configuration) {
    Object named = configuration.kafka().get("state.dir");
    Path folder =
        named == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "kafka-streams")
            : Path.of(named.toString());
    return new StateFolder(folder, named != null, configuration.value(Keys.APPLICATION_ID));
  }
}
