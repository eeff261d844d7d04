package io.blipstream.ops.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** As the build wrote it into the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not built)");
    return new String[] {"blipstream " + version};
  }
}
