package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.PreparedRequest.Frame;
import io.blipstream.runtime.engine.features.FeatureCache;
import io.blipstream.runtime.engine.features.FeatureCache.Claim;
import io.blipstream.runtime.engine.features.Lease;
import io.blipstream.runtime.engine.network.Features;
import io.blipstream.runtime.engine.network.Network;
import io.blipstream.runtime.engine.schedule.BatchLimit;
import io.blipstream.runtime.fault.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stage of the image encoder: once per picture, whoever asks and however often. Owned by a
 * worker's thread.
 */
final class Looking {
  private final Network network;
  private final FeatureCache<SeenImage> cache;
  private final Isolation isolation;
  private final BatchLimit limit;
  private final EngineCounters counters;
  private final Consumer<PreparedRequest> again;

  /**
   * @param again takes requests that wait for a picture that another worker is looking at, once it
   *     is there
   */
  Looking(
      Network network,
      FeatureCache<SeenImage> cache,
      Isolation isolation,
      BatchLimit limit,
      EngineCounters counters,
      Consumer<PreparedRequest> again) {
    this.network = network;
    this.cache = cache;
    this.isolation = isolation;
    this.limit = limit;
    this.counters = counters;
    this.again = again;
  }

  /**
   * What one batch came to.
   *
   * @param questions of all requests whose pictures are seen now
   * @param looked pictures that the image encoder looked at
   */
  record Result(List<Question> questions, int looked) {}

  Result look(List<PreparedRequest> requests) {
    Batch batch = new Batch(requests);
    requests.forEach(batch::claim);
    long begin = System.nanoTime();
    List<Frame> mine = new ArrayList<>(batch.mine.values());
    try {
      for (int from = 0, to; from < mine.size(); from = to) {
        to = Math.min(mine.size(), from + limit.now());
        isolation.run(mine.subList(from, to), limit, batch::make, batch::blame);
      }
    } finally {
      batch.giveUp(); // where the device broke: others must not wait for what does not come
    }
    long nanos = System.nanoTime() - begin;
    List<Question> questions = new ArrayList<>();
    requests.forEach(request -> questions.addAll(batch.questions(request, nanos)));
    batch.close();
    return new Result(questions, mine.size());
  }

  /** The pictures of one batch, by digest. */
  private final class Batch {
    private final List<PreparedRequest> all;
    private final Map<String, Frame> mine = new LinkedHashMap<>();
    private final Map<String, Lease<SeenImage>> seen = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> theirs = new HashMap<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final Set<PreparedRequest> payers = new HashSet<>();

    Batch(List<PreparedRequest> all) {
      this.all = all;
    }

    void claim(PreparedRequest request) {
      for (Frame frame : request.frames()) {
        String digest = frame.image().sha256();
        if (frame.seen().isPresent()) {
          seen.computeIfAbsent(digest, any -> frame.seen().get().another());
        } else if (!mine.containsKey(digest) && !seen.containsKey(digest)) {
          claim(request, frame, digest);
        }
      }
    }

    private void claim(PreparedRequest request, Frame frame, String digest) {
      Claim<SeenImage> claim = cache.claim(digest);
      if (claim instanceof Claim.Hit<SeenImage> hit) {
        seen.put(digest, hit.lease());
      } else if (claim instanceof Claim.Theirs<SeenImage> other) {
        theirs.put(digest, other.settled());
      } else {
        mine.put(digest, frame);
        payers.add(request);
      }
    }

    void make(List<Frame> frames) {
      long begin = System.nanoTime();
      List<Features> features = network.look(frames.stream().map(Frame::pixels).toList());
      counters.ran(Stage.VISION, frames.size(), begin, whoWaitFor(frames));
      for (int i = 0; i < frames.size(); i++) {
        ImageFacts image = frames.get(i).image();
        seen.put(image.sha256(), cache.made(image.sha256(), new SeenImage(image, features.get(i))));
      }
    }

    /** Also those who only share a picture with whoever pays for it. */
    private Stream<PendingRequest> whoWaitFor(List<Frame> frames) {
      Set<String> digests =
          frames.stream().map(frame -> frame.image().sha256()).collect(Collectors.toSet());
      return all.stream()
          .filter(
              request ->
                  request.frames().stream()
                      .anyMatch(frame -> digests.contains(frame.image().sha256())))
          .map(PreparedRequest::pending);
    }

    void blame(Frame frame, Fault fault) {
      faults.put(frame.image().sha256(), fault);
    }

    void giveUp() {
      mine.keySet().stream().filter(digest -> !seen.containsKey(digest)).forEach(cache::failed);
    }

    List<Question> questions(PreparedRequest request, long nanos) {
      List<Lease<SeenImage>> images = new ArrayList<>();
      for (Frame frame : request.frames()) {
        String digest = frame.image().sha256();
        if (faults.containsKey(digest)) {
          request.pending().reject(faults.get(digest));
          request.close();
          return List.of();
        }
        if (!seen.containsKey(digest)) {
          var unused = theirs.get(digest).whenComplete((done, error) -> again.accept(request));
          return List.of();
        }
        images.add(seen.get(digest));
      }
      boolean paid = payers.contains(request);
      List<Question> questions =
          request.prompts().stream()
              .map(
                  asked ->
                      new Question(
                          request,
                          asked,
                          images.stream().map(Lease::another).toList(),
                          !paid || asked.prompt() != request.prompts().get(0).prompt(),
                          paid ? nanos : 0))
              .toList();
      request.close();
      return questions;
    }

    void close() {
      seen.values().forEach(Lease::close);
    }
  }
}
