package io.blipstream.ops.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.config.Configuration;
import io.blipstream.runtime.device.CardMemory;
import io.blipstream.runtime.device.DeviceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CardsMemoryTest {
  private final Map<DeviceId, CardMemory> driver = new HashMap<>();

  @Test
  void eachCard_hasWhatIsUsed_theMostThatWasSeen_andWhatThereIs() {
    CardsMemory memory =
        new CardsMemory(
            List.of(DeviceId.cuda(0), DeviceId.cuda(1)),
            card -> Optional.ofNullable(driver.get(card)));
    driver.put(DeviceId.cuda(0), new CardMemory(70, 80));
    driver.put(DeviceId.cuda(1), new CardMemory(5, 40));
    memory.read();
    driver.put(DeviceId.cuda(0), new CardMemory(30, 80));
    driver.remove(DeviceId.cuda(1)); // its driver says nothing any more
    assertThat(memory.read())
        .containsExactly(new DeviceMemory("cuda:0", 30, 70, OptionalLong.of(80)));
  }

  @Test
  void processor_isNoCard() {
    assertThat(CardsMemory.of(Configuration.of(Map.of())).read()).isEmpty();
  }
}
