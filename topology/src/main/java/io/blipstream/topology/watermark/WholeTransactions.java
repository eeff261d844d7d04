package io.blipstream.topology.watermark;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A producer that never commits a transaction in which a call timed out.
 *
 * <p>Kafka Streams answers a timeout by reviving the task that met it, and commits the others on
 * the way there ({@code TaskManager.handleCorruption}): one transaction is shared by all tasks of a
 * thread, so that results which the task had sent already are committed without its offsets, and
 * are made again. A commit that itself timed out is not given up either: the task reads on from
 * what was committed before, while the producer still sends the commit. Both doubled results when
 * the only broker was away for longer than {@code max.block.ms}.
 *
 * <p>A refused commit is one that Kafka Streams takes for another owner's: the thread gives up all
 * its tasks, closes the producer, which first ends whatever the broker has of the transaction, and
 * only then joins again and asks for the committed offsets.
 *
 * <p><i>Rejected: longer timeouts.</i> Some outage is longer. <i>Rejected: catching the timeout in
 * the processor</i>: it would not reach commits, nor recipes, which have other processors.
 *
 * <p>One per stream thread, which owns it.
 */
final class WholeTransactions implements InvocationHandler {
  private static final Set<String> COMMITS =
      Set.of("sendOffsetsToTransaction", "commitTransaction");

  private final Producer<?, ?> client;

  /** Met since the transaction began; null for none. */
  private TimeoutException timeout;

  WholeTransactions(Producer<?, ?> client) {
    this.client = requireNonNull(client, "client");
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean commits = COMMITS.contains(method.getName());
    if (commits && timeout != null) {
      throw refused();
    }
    Object result;
    try {
      result = WatermarkClients.invoke(client, method, arguments);
    } catch (TimeoutException e) {
      timeout = e;
      throw commits ? refused() : e;
    }
    if (method.getName().equals("beginTransaction")) {
      timeout = null;
    }
    return result;
  }

  private CommitFailedException refused() {
    CommitFailedException refused =
        new CommitFailedException(
            "a call within the transaction timed out, so that part of it may be missing: "
                + timeout.getMessage());
    refused.initCause(timeout);
    return refused;
  }
}
