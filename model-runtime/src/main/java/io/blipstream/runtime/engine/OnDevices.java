package io.blipstream.runtime.engine;

import io.blipstream.runtime.device.DeviceId;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.engine.network.CheckpointNetwork;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.kernel.Devices;
import io.blipstream.runtime.weights.LoadProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A checkpoint on every device that is wished for. */
final class OnDevices {
  private static final Logger log = LoggerFactory.getLogger(OnDevices.class);

  private OnDevices() {}

  /**
   * @return one network for each device, in the order of the wish
   * @throws BlipstreamException DEVICE_UNAVAILABLE before anything is loaded, or as {@link
   *     CheckpointNetwork#open}
   */
  static List<Network> open(EngineConfig config, Path folder, LoadProgress progress) {
    List<DeviceId> devices = Devices.resolve(config.compute().devices());
    Precision precision = config.compute().precision();
    List<Network> networks = new ArrayList<>();
    try {
      for (DeviceId device : devices) {
        long before = networks.size();
        LoadProgress together =
            (done, all) -> progress.reached(before * all + done, devices.size() * all);
        networks.add(CheckpointNetwork.open(folder, config.resize(), device, precision, together));
        log.info(
            "{} computes on {} in {}, the Q-Former in FP32",
            networks.get(0).name(),
            device,
            precision.on(device));
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      networks.forEach(Network::close);
      throw e;
    }
    return networks;
  }
}
