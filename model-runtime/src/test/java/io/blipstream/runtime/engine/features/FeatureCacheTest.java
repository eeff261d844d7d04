package io.blipstream.runtime.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.runtime.engine.features.FeatureCache.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeatureCacheTest {
  /** Memory that must be given back exactly once. */
  private static final class Block {
    private final String name;
    private final AtomicInteger freed = new AtomicInteger();

    Block(String name) {
      this.name = name;
    }

    void free() {
      assertThat(freed.incrementAndGet()).as("%s is freed once", name).isEqualTo(1);
    }

    boolean isFree() {
      return freed.get() > 0;
    }
  }

  private final FeatureCache<Block> cache = new FeatureCache<>(30, block -> 10, Block::free);

  @Test
  void whatWasMadeIsThereForTheNext() {
    Block block = make("a");
    try (Lease<Block> lease = hit("a")) {
      assertThat(lease.value()).isSameAs(block);
    }
    assertThat(cache.stats()).isEqualTo(new FeatureCache.Stats(1, 1, 0, 10, 1));
  }

  @Test
  void whoAsksForWhatIsBeingMadeWaitsForIt() {
    assertThat(cache.claim("a")).isInstanceOf(Claim.Mine.class);
    Claim.Theirs<Block> theirs = (Claim.Theirs<Block>) cache.claim("a");
    assertThat(theirs.settled()).isNotDone();
    cache.made("a", new Block("a")).close();
    assertThat(theirs.settled()).isDone();
    hit("a").close();
    assertThat(cache.stats().joins()).isEqualTo(1);
  }

  @Test
  void whatCannotBeMadeIsTriedByWhoWaits() {
    assertThat(cache.claim("a")).isInstanceOf(Claim.Mine.class);
    Claim.Theirs<Block> theirs = (Claim.Theirs<Block>) cache.claim("a");
    cache.failed("a");
    assertThat(theirs.settled()).isDone();
    assertThat(cache.claim("a")).isInstanceOf(Claim.Mine.class);
  }

  @Test
  void leastRecentlyUsedLeavesFirst_andIsFreed() {
    Block a = make("a");
    Block b = make("b");
    make("c");
    hit("a").close();
    make("d");
    assertThat(b.isFree()).isTrue();
    assertThat(a.isFree()).isFalse();
    assertThat(cache.stats().bytes()).isEqualTo(30);
  }

  @Test
  void whatIsInUseIsFreedByItsLastUser() {
    Block a = make("a");
    Lease<Block> using = hit("a");
    cache.clear();
    assertThat(cache.stats().bytes()).isZero();
    assertThat(a.isFree()).isFalse();
    using.close();
    using.close();
    assertThat(a.isFree()).isTrue();
  }

  @Test
  void cacheOfNothingKeepsNothing() {
    FeatureCache<Block> none = new FeatureCache<>(0, block -> 10, Block::free);
    assertThat(none.claim("a")).isInstanceOf(Claim.Mine.class);
    Lease<Block> own = none.made("a", new Block("a"));
    assertThat(own.value().isFree()).isFalse();
    own.close();
    assertThat(own.value().isFree()).isTrue();
    assertThat(none.claim("a")).isInstanceOf(Claim.Mine.class);
  }

  @Test
  void manyThreads_neitherUseWhatIsFreedNorForgetToFree() throws Exception {
    List<Block> all = Collections.synchronizedList(new ArrayList<>());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<?>> ends = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Random random = new Random(t);
      ends.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 5_000; i++) {
                  use("k" + random.nextInt(8), all);
                }
              }));
    }
    for (var end : ends) {
      end.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(cache.stats().bytes()).isLessThanOrEqualTo(30);
    cache.clear();
    assertThat(all).isNotEmpty().allMatch(Block::isFree);
  }

  private void use(String key, List<Block> all) {
    Claim<Block> claim = cache.claim(key);
    if (claim instanceof Claim.Hit<Block> hit) {
      assertThat(hit.lease().value().isFree()).isFalse();
      hit.lease().close();
    } else if (claim instanceof Claim.Mine<Block>) {
      Block block = new Block(key);
      all.add(block);
      cache.made(key, block).close();
    }
  }

  private Block make(String key) {
    assertThat(cache.claim(key)).isInstanceOf(Claim.Mine.class);
    Block block = new Block(key);
    cache.made(key, block).close();
    return block;
  }

  private Lease<Block> hit(String key) {
    return ((Claim.Hit<Block>) cache.claim(key)).lease();
  }
}
