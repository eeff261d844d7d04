package io.blipstream.topology.enrichment;

import static java.util.Objects.requireNonNull;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.fault.RetriableException;
import io.blipstream.schemas.Status;
import io.blipstream.topology.routing.DeadLetterWriter;
import io.blipstream.topology.routing.Outgoing;
import io.blipstream.topology.routing.Refusal;
import io.blipstream.topology.routing.ResultName;
import io.blipstream.topology.routing.ResultWriter;
import io.blipstream.topology.routing.SourceRecord;
import io.blipstream.topology.template.WordedInstruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a settled event into what goes out: results first, then dead letters. */
final class Settlement {
  private final ResultWriter results;
  private final DeadLetterWriter deadLetters;
  private final TaskMemory memory;

  Settlement(ResultWriter results, DeadLetterWriter deadLetters, TaskMemory memory) {
    this.results = requireNonNull(results, "results");
    this.deadLetters = requireNonNull(deadLetters, "deadLetters");
    this.memory = requireNonNull(memory, "memory");
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
    if (stage instanceof Stage.Unanswered unanswered) {
      return unanswered(source, unanswered.plan(), unanswered.status());
    }
    if (stage instanceof Stage.Answered answered) {
      return replied(source, answered.plan(), Replies.of(answered.reply()));
    }
    if (stage instanceof Stage.Erasure erasure) {
      return erased(source, erasure);
    }
    throw new IllegalStateException("an event is not settled");
  }

  private List<Outgoing> replied(SourceRecord source, Plan plan, Reply reply) {
    if (reply instanceof Reply.Answered answered) {
      return answered(source, plan, answered);
    }
    Fault fault = ((Reply.Rejected) reply).fault();
    if (fault.code() == FaultCode.DEADLINE_EXPIRED) {
      return unanswered(source, plan, Status.EXPIRED);
    }
    // One dead letter, whatever else was wrong: the picture is at fault, not what was asked of it.
    return deadLetters.write(
        source,
        List.of(Refusal.ofRecord(Optional.of(plan.event().eventId()), Replies.lasting(fault))));
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
          all.add(results.unanswered(source, plan.event(), instruction, Status.EXPIRED));
        } else {
          refusals.add(refusal(plan, instruction, Replies.lasting(failed.fault())));
        }
      }
    }
    all.addAll(deadLetters.write(source, refusals));
    return all;
  }

  private List<Outgoing> unanswered(SourceRecord source, Plan plan, Status status) {
    List<Outgoing> all = new ArrayList<>();
    plan.worded().forEach(each -> all.add(results.unanswered(source, plan.event(), each, status)));
    all.addAll(deadLetters.write(source, plan.refusals()));
    return all;
  }

  private List<Outgoing> erased(SourceRecord source, Stage.Erasure erasure) {
    Set<ResultName> names = new LinkedHashSet<>(memory.names());
    erasure.instructionIds().forEach(id -> names.addAll(ResultName.everywhere(id)));
    List<Outgoing> all = new ArrayList<>();
    names.forEach(name -> all.add(name.tombstone(source, erasure.subject())));
    if (!memory.complete() && erasure.instructionIds().isEmpty()) {
      Fault fault =
          new Fault(
              FaultCode.ERASURE_INCOMPLETE,
              "more than "
                  + TaskMemory.MOST_NAMES
                  + " instruction ids were used; name those of this subject in the header "
                  + Erasures.INSTRUCTIONS);
      all.addAll(deadLetters.write(source, List.of(Refusal.ofRecord(Optional.empty(), fault))));
    }
    return all;
  }

  private static Refusal refusal(Plan plan, WordedInstruction instruction, Fault fault) {
    return new Refusal(
        Optional.of(plan.event().eventId()),
        Optional.of(instruction.instructionId()),
        Optional.of(instruction.template()),
        fault);
  }
}
