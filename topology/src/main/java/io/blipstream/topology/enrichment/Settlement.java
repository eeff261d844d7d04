package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.BlipstreamException;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.template.WordedInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Turns a settled event into what goes out: results first, then dead letters. */
final class Settlement {
  private final ResultWriter results;
  private final DeadLetterWriter deadLetters;

  Settlement(ResultWriter results, DeadLetterWriter deadLetters) {
    this.results = requireNonNull(results, "results");
    this.deadLetters = requireNonNull(deadLetters, "deadLetters");
  }

  /**
   * Everything that becomes of one event.
   *
   * @throws RetriableException where the engine did not fail on this event but on all
   */
  List<Outgoing> settle(PendingEvent event) {
    SourceRecord source = event.source();
    Stage stage = event.stage();
    if (stage instanceof Stage.Refused refused) {
      return deadLetters.write(source, refused.refusals());
    }
    if (stage instanceof Stage.Expired expired) {
      return expired(source, expired.plan());
    }
    if (stage instanceof Stage.Asked asked) {
      return replied(source, asked.plan(), reply(asked.reply()));
    }
    throw new IllegalStateException("an event is not settled");
  }

  private static Reply reply(CompletableFuture<Reply> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BlipstreamException fault) {
        throw fault;
      }
      throw new RetriableException(
          FaultCode.DEVICE_UNAVAILABLE, "the engine failed: " + e.getCause(), e);
    } catch (CancellationException e) {
      throw new RetriableException(FaultCode.ENGINE_CLOSED, "the engine gave a request up", e);
    }
  }

  private List<Outgoing> replied(SourceRecord source, Plan plan, Reply reply) {
    if (reply instanceof Reply.Answered answered) {
      return answered(source, plan, answered);
    }
    Fault fault = ((Reply.Rejected) reply).fault();
    if (fault.code() == FaultCode.DEADLINE_EXPIRED) {
      return expired(source, plan);
    }
    // One dead letter, whatever else was wrong: the picture is at fault, not what was asked of it.
    return deadLetters.write(
        source, List.of(Refusal.ofRecord(Optional.of(plan.event().eventId()), lasting(fault))));
  }

  private List<Outgoing> answered(SourceRecord source, Plan plan, Reply.Answered answered) {
    if (answered.outcomes().size() != plan.worded().size()) {
      throw new IllegalStateException("the engine answered another number of prompts");
    }
    List<Outgoing> all = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>(plan.refusals());
    for (int i = 0; i < answered.outcomes().size(); i++) {
      WordedInstruction instruction = plan.worded().get(i);
      Outcome outcome = answered.outcomes().get(i);
      if (outcome instanceof Outcome.Answer answer) {
        all.add(results.answer(source, plan.event(), instruction, answered, answer));
      } else if (outcome instanceof Outcome.Failed failed) {
        if (failed.fault().code() == FaultCode.DEADLINE_EXPIRED) {
          all.add(results.expired(source, plan.event(), instruction));
        } else {
          refusals.add(refusal(plan, instruction, lasting(failed.fault())));
        }
      }
    }
    all.addAll(deadLetters.write(source, refusals));
    return all;
  }

  private List<Outgoing> expired(SourceRecord source, Plan plan) {
    List<Outgoing> all = new ArrayList<>();
    plan.worded().forEach(each -> all.add(results.expired(source, plan.event(), each)));
    all.addAll(deadLetters.write(source, plan.refusals()));
    return all;
  }

  private static Refusal refusal(Plan plan, WordedInstruction instruction, Fault fault) {
    return new Refusal(
        Optional.of(plan.event().eventId()),
        Optional.of(instruction.instructionId()),
        Optional.of(instruction.template()),
        fault);
  }

  /** A fault that may pass is no reason to give a record up. */
  private static Fault lasting(Fault fault) {
    if (fault.code().retriable()) {
      throw new RetriableException(fault.code(), fault.message());
    }
    return fault;
  }
}
