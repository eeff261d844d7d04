package io.blipstream.ops.feedback;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.ops.cluster.CommittedRecords;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.config.Keys;
import io.blipstream.ops.feedback.FeedbackReader.Reading;
import io.blipstream.ops.fetch.HttpPictureFetcher;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.runtime.image.ImageDecoder;
import io.blipstream.runtime.image.ImageLimits;
import io.blipstream.schemas.Feedback;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.serde.SpecificAvroDeserializer;
import io.blipstream.topology.Topics;
import io.blipstream.topology.fetch.PictureFetcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes a data set of the corrections that are in the stream. Of one thread. */
public final class FeedbackDataSet {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration configuration;
  private final Period period;
  private final Clock clock;
  private final Map<String, Integer> leftOut = new TreeMap<>();

  public FeedbackDataSet(Configuration configuration, Period period, Clock clock) {
    this.configuration = configuration;
    this.period = period;
    this.clock = clock;
  }

  /**
   * Reads the topic to its end and writes a version, or finds that it is there already.
   *
   * @param out folder of versions, made where it is not there
   * @throws FatalException TOPIC_INVALID, CONFIGURATION_INVALID, FILE_NOT_FOUND, DATA_INVALID
   */
  public Made make(Path out) {
    Topics topics = PipelineSettings.topics(configuration);
    Optional<PictureFetcher> fetcher =
        PipelineSettings.fetching(configuration).map(HttpPictureFetcher::open);
    try (CommittedRecords records = CommittedRecords.open(configuration.kafka());
        SpecificAvroDeserializer<Feedback> values = new SpecificAvroDeserializer<>(Feedback.class);
        SpecificAvroDeserializer<ImageEvent> events =
            new SpecificAvroDeserializer<>(ImageEvent.class);
        Versions versions = Versions.open(out)) {
      values.configure(configuration.registry(), false);
      events.configure(configuration.registry(), false);
      Reading reading = new FeedbackReader(records, values, topics).read();
      EventPictures pictures =
          new EventPictures(
              records,
              events,
              topics.imageEvents(),
              fetcher,
              configuration.value(Keys.FETCH_TIMEOUT));
      return write(versions, reading, pictures);
    } catch (IOException e) {
      throw new FatalException(FaultCode.FILE_NOT_FOUND, "cannot write below " + out, e);
    } finally {
      fetcher.ifPresent(PictureFetcher::close);
    }
  }

  private Made write(Versions versions, Reading reading, EventPictures pictures)
      throws IOException {
    Path making = versions.making();
    PictureShelf shelf =
        new PictureShelf(making, versions.all(), new ImageDecoder(ImageLimits.DEFAULT));
    Content content = new Content();
    for (Correction each : reading.corrections().latest()) {
      if (period.holds(each.feedback().getGivenAt())) {
        place(each, shelf, pictures, content);
      }
    }
    String digest = content.digest();
    String name = Versions.name(digest);
    Map<String, Object> facts = facts(reading, content, shelf, digest);
    List<Path> stale = versions.stale(name, reading.corrections());
    if (content.isEmpty()) {
      Versions.remove(making);
      return new Made(Optional.empty(), false, Map.of(), facts, stale);
    }
    content.write(making);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(making.resolve("manifest.json").toFile(), facts);
    boolean isNew = !versions.all().contains(versions.of(name));
    versions.publish(making, name);
    return new Made(Optional.of(versions.of(name)), isNew, content.sizes(), facts, stale);
  }

  private void place(
      Correction correction, PictureShelf shelf, EventPictures pictures, Content content)
      throws IOException {
    Optional<String> before = shelf.resolved(correction);
    if (before.isPresent()) {
      content.add(correction, before.get(), shelf.known(before.get()).orElseThrow());
      return;
    }
    EventPicture found = pictures.of(correction.feedback());
    if (found instanceof EventPicture.Address address) {
      content.addAddress(correction, address.uri());
    } else if (found instanceof EventPicture.None none) {
      leftOut.merge(none.why(), 1, Integer::sum);
    } else if (found instanceof EventPicture.Bytes bytes) {
      Optional<String> digest = shelf.put(bytes.buffer());
      if (digest.isPresent()) {
        content.add(correction, digest.get(), shelf.known(digest.get()).orElseThrow());
      } else {
        leftOut.merge("picture cannot be decoded", 1, Integer::sum);
      }
    }
  }

  private Map<String, Object> facts(
      Reading reading, Content content, PictureShelf shelf, String digest) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("digest", digest);
    facts.put("made_at", clock.instant().toString());
    facts.put("topic", PipelineSettings.topics(configuration).feedback());
    facts.put("read_up_to", reading.ends());
    facts.put("since", period.since().map(Object::toString).orElse(null));
    facts.put("until", period.until().map(Object::toString).orElse(null));
    facts.put("rows", content.sizes());
    facts.put("given_by", content.by());
    facts.put("pictures", shelf.size());
    facts.put("given", reading.corrections().given());
    facts.put("replaced", reading.corrections().replaced() + content.contradicted());
    facts.put("forgotten", reading.corrections().dropped());
    facts.put("unusable", reading.corrections().unusable());
    facts.put("by_address", content.addresses());
    facts.put("left_out", leftOut);
    return facts;
  }
}
