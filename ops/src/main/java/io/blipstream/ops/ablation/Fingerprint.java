package io.blipstream.ops.ablation;

import io.blipstream.runtime.data.DataSet;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What a measurement depends on, as one digest: kept ones of another recipe or of other data must
 * not be mixed with these.
 */
record Fingerprint(String digest) {
  private static final int KEPT = 16;

  static Fingerprint of(AblationSettings settings, HeldAside data) {
    var plan = settings.tune().plan();
    StringBuilder text = new StringBuilder();
    text.append(plan.start())
        .append(plan.schedule())
        .append(plan.batch())
        .append(' ')
        .append(plan.decay())
        .append(' ')
        .append(plan.clip())
        .append(' ')
        .append(plan.validateEvery())
        .append(' ')
        .append(plan.validation())
        .append(settings.tune().warmStart())
        .append(settings.tune().profile());
    data.learned().forEach(set -> append(text, set));
    data.measured().forEach(set -> append(text, set));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return new Fingerprint(HexFormat.of().formatHex(digest).substring(0, KEPT));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Not the records' own texts: maps in them have another order in each process. */
  private static void append(StringBuilder text, DataSet set) {
    text.append(set.spec().name())
        .append(set.spec().templates())
        .append(set.spec().prompt())
        .append(set.spec().metric())
        .append(set.spec().weight())
        .append(set.size());
    for (Sample sample : set.samples()) {
      text.append(sample.id()).append(sample.targets());
    }
  }

  Measured stamped(List<Measured.OfSet> sets) {
    return new Measured(digest, sets);
  }

  /**
   * @throws FatalException CONFIGURATION_INVALID
   */
  Measured require(Measured kept, Path file) {
    if (!kept.digest().equals(digest)) {
      throw new FatalException(
          FaultCode.CONFIGURATION_INVALID,
          file + " was measured with other settings or data; take another output.dir");
    }
    return kept;
  }
}
