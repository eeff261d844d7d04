package io.blipstream.topology.shadow;

import io.blipstream.runtime.engine.ModelIdentity;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.schemas.Comparison;
import io.blipstream.schemas.Opinion;
import io.blipstream.topology.template.WordedInstruction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lays two models' answers side by side. */
final class Comparer {
  private static final double NANOS_PER_MILLI = 1e6;

  private Comparer() {}

  /**
   * One comparison for each instruction.
   *
   * @param trial the model whose reply the second one is; a reply that rejects does not say
   */
  static List<Comparison> compare(
      Inquiry inquiry, Reply.Answered live, ModelIdentity trial, Reply shadow, Instant now) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < inquiry.instructions().size(); i++) {
      Outcome said = live.outcomes().get(i);
      Outcome saidBesides = outcome(shadow, i);
      ModelIdentity besides = shadow instanceof Reply.Answered answered ? answered.model() : trial;
      comparisons.add(
          common(inquiry, inquiry.instructions().get(i))
              .setLive(opinion(live.model(), said))
              .setShadow(opinion(besides, saidBesides))
              .setSameText(sameText(said, saidBesides))
              .setTokenAgreement(agreement(live.model(), said, besides, saidBesides))
              .setComparedAt(now)
              .build());
    }
    return comparisons;
  }

  private static Comparison.Builder common(Inquiry inquiry, WordedInstruction instruction) {
    return Comparison.newBuilder()
        .setEventId(inquiry.event().eventId())
        .setSubject(inquiry.event().subject())
        .setInstructionId(instruction.instructionId())
        .setFeed(inquiry.event().feed())
        .setTask(instruction.task())
        .setTemplateId(instruction.templateId())
        .setTemplateVersion(instruction.templateVersion())
        .setPrompt(instruction.prompt().text())
        .setOrigin(inquiry.origin());
  }

  private static Outcome outcome(Reply reply, int index) {
    if (reply instanceof Reply.Answered answered) {
      return answered.outcomes().get(index);
    }
    return new Outcome.Failed(((Reply.Rejected) reply).fault());
  }

  private static Opinion opinion(ModelIdentity model, Outcome outcome) {
    Opinion.Builder opinion =
        Opinion.newBuilder().setModelId(model.id()).setModelDigest(model.digest());
    if (outcome instanceof Outcome.Answer answer) {
      return opinion
          .setText(answer.text())
          .setConfidence(answer.confidence())
          .setTokens(answer.tokenIds().size())
          .setTotalMs(answer.times().total() / NANOS_PER_MILLI)
          .build();
    }
    Fault fault = ((Outcome.Failed) outcome).fault();
    return opinion.setTokens(0).setTotalMs(0).setFault(fault.code().code()).build();
  }

  private static boolean sameText(Outcome one, Outcome other) {
    return one instanceof Outcome.Answer first
        && other instanceof Outcome.Answer second
        && first.text().equals(second.text());
  }

  /** Models of different families number their tokens differently. */
  private static Double agreement(
      ModelIdentity model, Outcome one, ModelIdentity otherModel, Outcome other) {
    return model.family().equals(otherModel.family())
            && one instanceof Outcome.Answer first
            && other instanceof Outcome.Answer second
        ? (Double) TokenAgreement.of(first.tokenIds(), second.tokenIds())
        : null;
  }
}
