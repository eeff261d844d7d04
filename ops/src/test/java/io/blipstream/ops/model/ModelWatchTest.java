package io.blipstream.ops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.ReloadableFake;
import io.blipstream.runtime.fault.FatalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWatchTest {
  @TempDir private Path folder;
  private Path link;
  private Configuration configuration;

  @BeforeEach
  void link() throws Exception {
    link = folder.resolve("current");
    point("one");
    configuration =
        Configuration.of(
            Map.of(
                "model.dir", link.toString(),
                "model.reload", "watch",
                "model.reload.interval.ms", "10"));
  }

  @Test
  void engine_isOpenedWithWhatTheLinkPointsTo() throws Exception {
    assertThat(ModelWatch.followed(configuration).value(Keys.MODEL_DIR)).isEqualTo(real("one"));
    Configuration missing = configuration.with(Map.of("model.dir", "no-such-folder"));
    assertThat(ModelWatch.followed(missing).value(Keys.MODEL_DIR)).hasToString("no-such-folder");
  }

  @Test
  void anotherTarget_takesOver_andOnlyOnce() throws Exception {
    ReloadableFake engine = new ReloadableFake(Duration.ZERO, real("one"));
    try (ModelWatch watch = start(engine)) {
      point("two");
      await(() -> engine.model().id().equals("two"));
      assertThat(watch).isNotNull();
    }
    assertThat(engine.tried()).containsExactly(real("two"));
  }

  @Test
  void folderThatCannotBeLoaded_leavesTheModelAndIsTriedOnce() throws Exception {
    ReloadableFake engine = new ReloadableFake(Duration.ZERO, real("one"));
    Files.createDirectories(folder.resolve("bad"));
    Files.createFile(folder.resolve("bad").resolve("broken"));
    try (ModelWatch watch = start(engine)) {
      point("bad");
      await(() -> !engine.tried().isEmpty());
      assertThat(engine.model().id()).isEqualTo("one");
      point("two");
      await(() -> engine.model().id().equals("two"));
      assertThat(watch).isNotNull();
    }
    assertThat(engine.tried()).containsExactly(real("bad"), real("two"));
  }

  @Test
  void linkThatIsGoneForAWhile_changesNothing() throws Exception {
    ReloadableFake engine = new ReloadableFake(Duration.ZERO, real("one"));
    try (ModelWatch watch = start(engine)) {
      Files.delete(link);
      Thread.sleep(50);
      point("one");
      Thread.sleep(50);
      assertThat(watch).isNotNull();
    }
    assertThat(engine.tried()).isEmpty();
  }

  @Test
  void engineThatCannotChange_isRefused() {
    FakeEngine engine = new FakeEngine(Duration.ZERO);
    assertThatThrownBy(() -> ModelWatch.start(configuration, configuration, engine))
        .isInstanceOf(FatalException.class)
        .hasMessageContaining("model.reload");
  }

  private ModelWatch start(ReloadableFake engine) {
    return ModelWatch.start(configuration, ModelWatch.followed(configuration), engine);
  }

  /** As an operator does: a new link beside the old one, and over it in one step. */
  private void point(String name) throws Exception {
    Path target = Files.createDirectories(folder.resolve(name));
    Path fresh = folder.resolve("fresh");
    Files.createSymbolicLink(fresh, target);
    Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path real(String name) throws Exception {
    return folder.resolve(name).toRealPath();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
        throw new AssertionError("nothing happened for 30 seconds");
      }
      Thread.sleep(5);
    }
  }
}
