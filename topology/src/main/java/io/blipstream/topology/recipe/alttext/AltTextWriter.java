package io.blipstream.topology.recipe.alttext;

import static java.util.Objects.requireNonNull;

import io.blipstream.schemas.AltText;
import io.blipstream.schemas.Fallback;
import io.blipstream.schemas.ImageFacts;
import io.blipstream.schemas.Result;
import io.blipstream.schemas.Status;
import io.blipstream.topology.recipe.HtmlText;
import java.time.Clock;

/** From a caption to what may stand in a page. Any thread. */
final class AltTextWriter {
  private final AltTextSettings settings;
  private final Clock clock;

  AltTextWriter(AltTextSettings settings, Clock clock) {
    this.settings = requireNonNull(settings, "settings");
    this.clock = requireNonNull(clock, "clock");
  }

  AltText write(Result result) {
    Sentence said = Sentence.of(result.getText().orElse(""), settings.mostCharacters());
    Fallback fallback = fallback(result, said);
    boolean own = fallback == Fallback.NONE;
    String text = own ? said.text() : settings.fallback();
    return AltText.newBuilder()
        .setSubject(result.getSubject())
        .setEventId(result.getEventId())
        .setFeed(result.getFeed())
        .setHtml(HtmlText.escaped(text))
        .setText(text)
        .setFallback(fallback)
        .setShortened(own && said.shortened())
        .setCaption(result.getText().orElse(null))
        .setConfidence(result.getConfidence().orElse(null))
        .setTemplateId(result.getTemplateId())
        .setTemplateVersion(result.getTemplateVersion())
        .setModelId(result.getModelId())
        .setModelDigest(result.getModelDigest())
        .setImageSha256(result.getImage().map(ImageFacts::getSha256).orElse(null))
        .setOccurredAt(result.getOccurredAt())
        .setWrittenAt(clock.instant())
        .build();
  }

  private Fallback fallback(Result result, Sentence said) {
    if (result.getStatus() != Status.OK) {
      return Fallback.EXPIRED;
    }
    if (said.text().isEmpty()) {
      return Fallback.NOTHING_SAID;
    }
    return result.getConfidence().orElse(0.0) < settings.leastConfidence()
        ? Fallback.LOW_CONFIDENCE
        : Fallback.NONE;
  }
}
