package io.blipstream.topology;

import static io.blipstream.topology.Events.caption;
import static io.blipstream.topology.Events.event;
import static io.blipstream.topology.Events.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Status;
import io.blipstream.topology.fetch.FetchStats;
import io.blipstream.topology.fetch.Fetching;
import io.blipstream.topology.fetch.PictureFetcher;
import io.blipstream.topology.picture.Picture;
import io.blipstream.topology.routing.Sha256;
import io.blipstream.topology.shadow.Answerer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** Pictures by address on their way through the topology. */
class FetchedPicturesTest {
  private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[] {4, 5, 6, 7});
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final FakeEngine engine = FakeEngine.byHand();
  private final ByHand fetcher = new ByHand();
  private final TickingClock clock = new TickingClock();
  private final Fetching fetching = new Fetching(Answerer.of(engine), fetcher, AT_MOST, 100, clock);

  /** Brings what the test brings. */
  private static final class ByHand implements PictureFetcher {
    private record Asked(
        Picture.Addressed picture, Duration atMost, CompletableFuture<ByteBuffer> result) {}

    private final List<Asked> asked = new ArrayList<>();

    @Override
    public CompletableFuture<ByteBuffer> fetch(Picture.Addressed picture, Duration atMost) {
      asked.add(new Asked(picture, atMost, new CompletableFuture<>()));
      return last().result();
    }

    private Asked last() {
      return asked.get(asked.size() - 1);
    }

    private void bring(ByteBuffer bytes) {
      last().result().complete(bytes);
    }

    private void fail(BlipstreamException fault) {
      last().result().completeExceptionally(fault);
    }

    @Override
    public FetchStats stats() {
      return new FetchStats(0, 0, 0, Map.of(), 0, 0);
    }

    @Override
    public void close() {}
  }

  @Test
  void pictureByAddress_isAskedAboutOnceItIsThere_andItsBytesAreCountedUntilTheAnswer() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1")).build());
      assertThat(engine.calls).isEmpty();
      assertThat(fetcher.last().picture().uri()).isEqualTo("https://x/1");
      assertThat(fetcher.last().atMost()).isEqualTo(AT_MOST);

      fetcher.bring(BYTES);
      assertThat(engine.calls.get(0).request().frames()).containsExactly(BYTES);
      assertThat(fetching.heldBytes()).isEqualTo(4);

      engine.calls.get(0).answer();
      rig.glance();
      assertThat(rig.caption().getStatus()).isEqualTo(Status.OK);
      assertThat(fetching.heldBytes()).isZero();
    }
  }

  @Test
  void framesOfAClip_comeInTheirOrder_eachAddressOnce() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(
          addressed("e0", at("https://x/1"), image(), at("https://x/2"), at("https://x/1"))
              .build());
      assertThat(fetcher.asked).hasSize(2);
      ByteBuffer second = ByteBuffer.wrap(new byte[] {8});
      fetcher.asked.get(1).result().complete(second);
      fetcher.asked.get(0).result().complete(BYTES);
      assertThat(engine.calls.get(0).request().frames())
          .containsExactly(BYTES, image().getBytes(), second, BYTES);
    }
  }

  @Test
  void pictureOfAnotherDigest_isOneDeadLetter() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1").setSha256(Sha256.of(BYTES))).build());
      fetcher.bring(BYTES);
      assertThat(engine.calls).hasSize(1);
      engine.calls.get(0).answer();

      rig.send(addressed("e1", at("https://x/2").setSha256(Sha256.of(BYTES))).build());
      fetcher.bring(ByteBuffer.wrap(new byte[] {9}));
      rig.glance();
      assertThat(engine.calls).hasSize(1);
      assertThat(rig.deadLetters().get(0).value().getFault()).isEqualTo("image-digest-mismatch");
    }
  }

  @Test
  void faultThatMayPass_isFetchedAgain_andNothingShows() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1")).build());
      fetcher.fail(new RetriableException(FaultCode.IMAGE_FETCH_FAILED, "busy"));
      rig.glance();
      rig.advance(Duration.ofMillis(200));
      assertThat(fetcher.asked).hasSize(2);
      fetcher.bring(BYTES);
      engine.calls.get(0).answer();
      rig.glance();
      assertThat(rig.caption().getStatus()).isEqualTo(Status.OK);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void faultThatStays_isOneDeadLetter_andTheOtherFramesAreLeft() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1"), at("https://x/2")).build());
      fetcher.fail(new FatalException(FaultCode.IMAGE_UNAVAILABLE, "gone"));
      rig.glance();
      assertThat(rig.deadLetters())
          .singleElement()
          .satisfies(each -> assertThat(each.value().getFault()).isEqualTo("image-unavailable"));
      assertThat(fetcher.asked.get(0).result()).isCancelled();
      assertThat(fetcher.asked).hasSize(2);
    }
  }

  @Test
  void deadline_boundsTheFetch_andExpiresTheEvent() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(
          addressed("e0", at("https://x/1")).setDeadline(clock.instant().plusSeconds(3)).build());
      assertThat(fetcher.last().atMost()).isEqualTo(Duration.ofSeconds(3));
      clock.advance(Duration.ofSeconds(3));
      fetcher.fail(new RetriableException(FaultCode.IMAGE_FETCH_FAILED, "slow"));
      rig.glance();
      assertThat(rig.caption().getStatus()).isEqualTo(Status.EXPIRED);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void picturesThatFindNoRoom_areFetchedAgainOnceThereIs() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1")).build());
      fetcher.bring(ByteBuffer.allocate(60));
      rig.send(addressed("e1", at("https://x/2")).build());
      fetcher.bring(ByteBuffer.allocate(60));
      assertThat(engine.calls).hasSize(1);
      assertThat(fetching.heldBytes()).isEqualTo(60);

      engine.calls.get(0).answer();
      rig.glance();
      rig.advance(Duration.ofMillis(200));
      fetcher.bring(ByteBuffer.allocate(60));
      engine.calls.get(1).answer();
      rig.glance();
      assertThat(rig.captions()).hasSize(2);
      assertThat(rig.deadLetters()).isEmpty();
    }
  }

  @Test
  void eventThatAloneIsTooMuch_isOneDeadLetter() {
    try (Rig rig = Rig.with(engine, fetching)) {
      rig.send(addressed("e0", at("https://x/1")).build());
      fetcher.bring(ByteBuffer.allocate(101));
      rig.glance();
      assertThat(rig.deadLetters().get(0).value().getFault()).isEqualTo("image-too-large");
      assertThat(fetching.heldBytes()).isZero();
    }
  }

  @Test
  void fetcherThatIsClosed_givesTheTaskUp_andNoEvent() {
    Rig rig = Rig.with(engine, fetching);
    rig.send(addressed("e0", at("https://x/1")).build());
    fetcher.fail(new RetriableException(FaultCode.ENGINE_CLOSED, "closed"));
    assertThatThrownBy(rig::glance).isInstanceOf(TaskMigratedException.class);
  }

  private static ImageEvent.Builder addressed(String id, Image.Builder... frames) {
    return event(id, caption("c", "caption-01"))
        .setImages(List.of(frames).stream().map(Image.Builder::build).toList());
  }

  private static Image.Builder at(String uri) {
    return image().setBytes(null).setUri(uri);
  }
}
