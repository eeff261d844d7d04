package io.blipstream.ops.bench.outages;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** All that are tried, by name. */
final class Outages {
  private static final List<Outage> ALL =
      List.of(
          new OnlyBrokerKilled(),
          new OneOfThreePaused(),
          new OneOfThreeKilled(),
          new RegistryAway("registry-at-start", true, false),
          new RegistryAway("registry", false, false),
          new RegistryAway("registry-and-restart", false, true),
          new Limited("disk-full-at-start", "fsize", "0", true),
          new Limited("disk-full", "fsize", "0", false),
          new Limited("no-file-handles", "nofile", "4", false),
          new DeviceLost());

  private Outages() {}

  /**
   * @param only those of these names; all where it is empty
   */
  static List<Outage> named(List<String> only) {
    List<String> names = ALL.stream().map(Outage::name).toList();
    for (String each : only) {
      if (!names.contains(each)) {
        throw new FatalException(
            FaultCode.USAGE, "no outage is called " + each + "; there are " + names);
      }
    }
    return ALL.stream()
        .filter(each -> only.isEmpty() || only.contains(each.name()))
        .collect(Collectors.toList());
  }

  private record OnlyBrokerKilled() implements Outage {
    @Override
    public String name() {
      return "broker";
    }

    @Override
    public void begin(Site site) throws InterruptedException {
      site.brokers().kill(1);
    }

    @Override
    public void end(Site site) throws IOException {
      site.brokers().startAgain(1);
    }
  }

  private record OneOfThreePaused() implements Outage {
    @Override
    public String name() {
      return "one-of-three-paused";
    }

    @Override
    public int brokers() {
      return 3;
    }

    @Override
    public void begin(Site site) throws IOException, InterruptedException {
      site.brokers().pause(1);
    }

    @Override
    public void end(Site site) throws IOException, InterruptedException {
      site.brokers().resume(1);
    }
  }

  private record OneOfThreeKilled() implements Outage {
    @Override
    public String name() {
      return "one-of-three-killed";
    }

    @Override
    public int brokers() {
      return 3;
    }

    @Override
    public void begin(Site site) throws InterruptedException {
      site.brokers().kill(1);
    }

    @Override
    public void end(Site site) throws IOException {
      site.brokers().startAgain(1);
    }
  }

  /**
   * @param restart what is known of schemas is kept: only a process that comes anew has to ask
   */
  private record RegistryAway(String name, boolean atStart, boolean restart) implements Outage {
    @Override
    public void begin(Site site) throws InterruptedException {
      site.registry().pause();
      if (restart) {
        site.application().kill();
      }
    }

    @Override
    public void end(Site site) {
      site.registry().resume();
    }
  }

  /**
   * The process may not have more of something; the programs around it may.
   *
   * @param resource as {@code prlimit} names it
   */
  private record Limited(String name, String resource, String value, boolean atStart)
      implements Outage {
    @Override
    public void begin(Site site) throws IOException, InterruptedException {
      site.application().limit(resource, value);
    }

    @Override
    public void end(Site site) throws IOException, InterruptedException {
      site.application().unlimit();
    }
  }

  private record DeviceLost() implements Outage {
    @Override
    public String name() {
      return "device-lost";
    }

    @Override
    public void begin(Site site) throws IOException {
      site.application().device().lose();
    }

    @Override
    public void end(Site site) throws IOException {
      site.application().device().find();
    }
  }
}
