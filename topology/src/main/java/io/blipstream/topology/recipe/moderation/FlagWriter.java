package io.blipstream.topology.recipe.moderation;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.Flag;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Verdict;
import java.time.Clock;

/** Verdicts with their reasons, the model's and people's. Any thread. */
final class FlagWriter {
  private final Clock clock;

  FlagWriter(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /** What follows from a result with scored choices. */
  Flag ofModel(Policy policy, Result result) {
    double score = policy.score(result.getChoices());
    return Flag.newBuilder()
        .setSubject(result.getSubject())
        .setPolicy(policy.name())
        .setEventId(result.getEventId())
        .setFeed(result.getFeed())
        .setVerdict(policy.verdict(score))
        .setScore(score)
        .setThreshold(policy.threshold())
        .setReviewFrom(policy.reviewFrom())
        .setQuestion(policy.question().question())
        .setAnswer(result.getChoices().get(0).getText())
        .setTemplateId(result.getTemplateId())
        .setTemplateVersion(result.getTemplateVersion())
        .setModelId(result.getModelId())
        .setModelDigest(result.getModelDigest())
        .setImageSha256(result.getImage().map(ImageFacts::getSha256).orElse(null))
        .setOccurredAt(result.getOccurredAt())
        .setDecidedAt(clock.instant())
        .setPrompt(result.getPrompt())
        .setCandidates(String.join(",", policy.question().candidates()))
        .setOriginPartition(result.getOrigin().getPartition())
        .setOriginOffset(result.getOrigin().getOffset())
        .setOriginTimestamp(result.getOrigin().getTimestamp())
        .build();
  }

  /** What somebody said who looked. */
  Flag ofPeople(Policy policy, Flag before, String answer, String who) {
    return Flag.newBuilder(before)
        .setVerdict(policy.violating().contains(answer) ? Verdict.CONFIRMED : Verdict.CLEARED)
        .setAnswer(answer)
        .setDecidedBy(who)
        .setDecidedAt(clock.instant())
        .build();
  }
}
