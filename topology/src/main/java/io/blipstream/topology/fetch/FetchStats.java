package io.blipstream.topology.fetch;

import io.blipstream.runtime.fault.FaultCode;
import java.util.Map;

/**
 * Counters since the fetcher was opened.
 *
 * @param fetched pictures
 * @param bytes of them
 * @param nanos that they took, added up; without the time they waited for a thread
 * @param failed attempts, by fault
 * @param running now
 * @param waiting for a thread or for room at their host, now
 */
public record FetchStats(
    long fetched, long bytes, long nanos, Map<FaultCode, Long> failed, int running, int waiting) {
  public FetchStats {
    failed = Map.copyOf(failed);
  }
}
