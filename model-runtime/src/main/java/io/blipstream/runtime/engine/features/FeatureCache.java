package io.blipstream.runtime.engine.features;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Results by content digest, bounded in bytes; the least recently used leave first. Whoever asks
 * for what somebody else is making waits for that instead of making it again. Any thread.
 *
 * @param <V> holds memory that must be given back
 */
public final class FeatureCache<V> {
  private final long mostBytes;
  private final ToLongFunction<V> size;
  private final Consumer<V> closer;

  /** What is there, in order of use, least recent first; guarded by this, as are the counters. */
  private final Map<String, Lease<V>> kept = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<String, CompletableFuture<Void>> making = new LinkedHashMap<>();
  private long bytes;
  private long hits;
  private long misses;
  private long joins;

  /**
   * @param mostBytes kept, what is in use beyond that left aside; 0 keeps nothing
   * @param size of a value in bytes
   * @param closer frees a value that has left and that nobody uses any more
   */
  public FeatureCache(long mostBytes, ToLongFunction<V> size, Consumer<V> closer) {
    this.mostBytes = mostBytes;
    this.size = requireNonNull(size, "size");
    this.closer = requireNonNull(closer, "closer");
  }

  /** What became of asking. */
  public sealed interface Claim<V> {
    /** It is there; the lease is the asker's to close. */
    record Hit<V>(Lease<V> lease) implements Claim<V> {}

    /** The asker is to make it, and must end that by {@link #made} or {@link #failed}. */
    record Mine<V>() implements Claim<V> {}

    /**
     * Somebody is making it.
     *
     * @param settled completes on the maker's thread when it is time to ask again
     */
    record Theirs<V>(CompletableFuture<Void> settled) implements Claim<V> {}
  }

  /**
   * Use so far.
   *
   * @param hits asked for and there
   * @param misses asked for and to be made
   * @param joins asked for while somebody was making it
   * @param bytes kept now
   * @param entries kept now
   */
  public record Stats(long hits, long misses, long joins, long bytes, int entries) {}

  public synchronized Claim<V> claim(String digest) {
    Lease<V> there = kept.get(digest);
    if (there != null) {
      hits++;
      return new Claim.Hit<>(there.another());
    }
    CompletableFuture<Void> theirs = making.get(digest);
    if (theirs != null) {
      joins++;
      return new Claim.Theirs<>(theirs);
    }
    misses++;
    making.put(digest, new CompletableFuture<>());
    return new Claim.Mine<>();
  }

  /** What is there already; asking this way promises nothing and counts only if it is. */
  public synchronized Optional<Lease<V>> peek(String digest) {
    Optional<Lease<V>> there = Optional.ofNullable(kept.get(digest)).map(Lease::another);
    hits += there.isPresent() ? 1 : 0;
    return there;
  }

  /**
   * The claim's end: it is made.
   *
   * @return the maker's own lease
   */
  public Lease<V> made(String digest, V value) {
    Lease<V> own = new Lease<>(value, closer);
    List<Lease<V>> gone;
    CompletableFuture<Void> settled;
    synchronized (this) {
      settled = making.remove(digest);
      kept.put(digest, own.another());
      bytes += size.applyAsLong(value);
      gone = shrinkTo(mostBytes);
    }
    gone.forEach(Lease::close);
    settled.complete(null);
    return own;
  }

  /** The claim's end: it cannot be made. Who waits may try. */
  public void failed(String digest) {
    CompletableFuture<Void> settled;
    synchronized (this) {
      settled = making.remove(digest);
    }
    settled.complete(null);
  }

  /** Lets go of everything that is kept, where memory is short or the cache is closed. */
  public void clear() {
    List<Lease<V>> gone;
    synchronized (this) {
      gone = shrinkTo(0);
    }
    gone.forEach(Lease::close);
  }

  public synchronized Stats stats() {
    return new Stats(hits, misses, joins, bytes, kept.size());
  }

  private List<Lease<V>> shrinkTo(long most) {
    List<Lease<V>> gone = new ArrayList<>();
    Iterator<Lease<V>> oldest = kept.values().iterator();
    while (bytes > most && oldest.hasNext()) {
      Lease<V> leaving = oldest.next();
      oldest.remove();
      bytes -= size.applyAsLong(leaving.value());
      gone.add(leaving);
    }
    return gone;
  }
}
