package io.blipstream.topology.fetch;

import io.blipstream.topology.picture.Picture;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Brings the bytes of pictures from where events say they are. Any thread. */
public interface PictureFetcher extends AutoCloseable {
  /**
   * Returns at once. Cancelling what it returns ends the fetch.
   *
   * @param atMost how long it may take, its waiting included
   * @return completes on a thread of the fetcher's; exceptionally with a {@link
   *     io.blipstream.runtime.fault.FatalException} where another attempt would end as this one,
   *     with a {@link io.blipstream.runtime.fault.RetriableException} otherwise
   */
  CompletableFuture<ByteBuffer> fetch(Picture.Addressed picture, Duration atMost);

  /** What became of the pictures so far. */
  FetchStats stats();

  /** Ends what is under way. */
  @Override
  void close();
}
