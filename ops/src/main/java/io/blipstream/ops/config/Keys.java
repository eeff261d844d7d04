package io.blipstream.ops.config;

import io.blipstream.ops.fetch.AddressRange;
import io.blipstream.ops.fetch.AllowedPlace;
import io.blipstream.runtime.device.DeviceChoice;
import io.blipstream.runtime.device.Precision;
import io.blipstream.runtime.image.ImageProfile;
import io.blipstream.runtime.image.ResizeMode;
import io.blipstream.runtime.image.process.PictureIsolation;
import io.blipstream.topology.watermark.CommitMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The catalogue: every key of ours, once. Kafka's and the registry's own keys pass through. */
public final class Keys {
  // Filled by the declarations below, in their order: it must stand before them.
  private static final List<Key<?>> DECLARED = new ArrayList<>();

  public static final Key<String> APPLICATION_ID =
      key(
          "application.id",
          "Kafka Streams' application id: instances with the same one share the work.",
          ValueType.text("letters, digits, `.`, `_`, `-`; 1 to 100", "[A-Za-z0-9._-]{1,100}"),
          "blipstream");
  public static final Key<String> TOPICS_PREFIX =
      key(
          "topics.prefix",
          "Stands before the name of every topic.",
          ValueType.text("letters, digits, `.`, `_`, `-`; up to 100", "[A-Za-z0-9._-]{0,100}"),
          "");

  public static final Key<Path> MODEL_DIR =
      required(
          "model.dir",
          "The checkpoint: a Hugging Face folder as it was downloaded.",
          ValueType.folder());
  public static final Key<Integer> MODEL_THREADS =
      key(
          "model.threads",
          "CPU threads of one network call; 0 chooses by the model's size and the cores: one for a"
              + " small model, which has several workers instead, all for a large one.",
          ValueType.integer(0, 1024),
          "0");
  public static final Key<Integer> ENGINE_WORKERS =
      key(
          "engine.workers",
          "Threads that compute on the device, each with batches of its own; the weights are shared."
              + " 0 chooses by the model's size and the cores.",
          ValueType.integer(0, 256),
          "0");

  public static final Key<DeviceChoice> MODEL_DEVICE =
      key(
          "model.device",
          "What the network is computed on; `auto` takes all cards, or the processor where there is"
              + " none.",
          ValueType.of(DeviceChoice.WORDS, DeviceChoice::parse),
          "cpu");
  public static final Key<Precision> MODEL_PRECISION =
      key(
          "model.precision",
          "What image encoder and language model are computed in; `auto` is fp32 on a processor and"
              + " bf16 on a card. The Q-Former is fp32 always.",
          ValueType.oneOf(Precision.class),
          "auto");

  public static final Key<Integer> ENGINE_BATCH_MAX_IMAGES =
      key(
          "engine.batch.max.images",
          "Pictures in a batch of the image encoder at most; also how many are worth starting for"
              + " without lingering.",
          ValueType.integer(1, 1024),
          "16");
  public static final Key<Integer> ENGINE_BATCH_MAX_PROMPTS =
      key(
          "engine.batch.max.prompts",
          "Rows in a batch of the language model at most, each worker's: one per prompt, beam or"
              + " candidate.",
          ValueType.integer(1, 4096),
          "64");
  public static final Key<Duration> ENGINE_LINGER =
      key(
          "engine.linger.ms",
          "How long a picture waits for company while the device has nothing else to do and more is"
              + " on its way.",
          ValueType.milliseconds(0, 10_000),
          "10");
  public static final Key<Integer> ENGINE_DECODE_THREADS =
      key(
          "engine.decode.threads",
          "Threads that turn encoded pictures into pixels; 0 takes one for each core.",
          ValueType.integer(0, 256),
          "0");
  public static final Key<Integer> ENGINE_QUEUE_CAPACITY =
      key(
          "engine.queue.capacity",
          "Requests that the engine holds, waiting and running, before further ones are refused.",
          ValueType.integer(1, 100_000),
          "1024");
  public static final Key<Long> ENGINE_QUEUE_MAX_BYTES =
      key(
          "engine.queue.max.bytes",
          "Bytes of encoded pictures that the engine holds before further requests are refused.",
          ValueType.bytes(1 << 20, 1L << 36),
          "1073741824");
  public static final Key<Long> ENGINE_FEATURES_MAX_BYTES =
      key(
          "engine.features.max.bytes",
          "Bytes of what the image encoder made of pictures, kept for whoever asks about the same"
              + " picture again; 0 keeps nothing.",
          ValueType.bytes(0, 1L << 40),
          "134217728");
  public static final Key<Map<String, Double>> ENGINE_FEED_WEIGHTS =
      key(
          "engine.feed.weights",
          "Feeds that count for more or less than others in their lane, such as `live=2,archive=0.5`;"
              + " all others count 1. A feed's share is its weight times the square root of its backlog.",
          ValueType.weights(),
          "");

  public static final Key<Duration> ENGINE_TIMEOUT =
      key(
          "engine.timeout.ms",
          "How long the engine may show no sign of life while it has work, before partitions are read"
              + " again. A slow one is waited for.",
          ValueType.milliseconds(1_000, 600_000),
          "30000");

  public static final Key<Integer> DECODING_MAX_NEW_TOKENS =
      key(
          "decoding.max.new.tokens",
          "Longest answer in tokens, where neither instruction nor template says.",
          ValueType.integer(1, 512),
          "24");

  public static final Key<Integer> IN_FLIGHT_MAX_EVENTS =
      key(
          "in.flight.max.events",
          "Events of this process that may be at the engine at once; interactive ones may go an eighth beyond.",
          ValueType.integer(1, 100_000),
          "192");
  public static final Key<Long> IN_FLIGHT_MAX_BYTES =
      key(
          "in.flight.max.bytes",
          "Bytes that events at the engine may take, their records and pictures; interactive ones may go an eighth beyond.",
          ValueType.bytes(1 << 20, 1L << 36),
          "268435456");
  public static final Key<Duration> TEMPLATE_WAIT =
      key(
          "template.wait.ms",
          "How long an event waits for a template that is not there yet.",
          ValueType.milliseconds(0, 60_000),
          "5000");

  public static final Key<Duration> RETRY_MAX =
      key(
          "retry.max.ms",
          "How long an event is tried again after a fault that may pass, with growing pauses; its"
              + " deadline may end that sooner.",
          ValueType.milliseconds(0, 600_000),
          "60000");
  public static final Key<Set<String>> LATEST_ONLY_FEEDS =
      key(
          "latest.only.feeds",
          "Feeds of which only the newest event of a subject counts: an older one that has not begun"
              + " is answered SUPERSEDED.",
          ValueType.names(),
          "");
  public static final Key<CommitMode> COMMIT_MODE =
      key(
          "commit.mode",
          "What is in flight at a commit: `low_watermark` commits up to it, `drain` waits until it is"
              + " forwarded, which empties the device each time.",
          ValueType.oneOf(CommitMode.class),
          "low_watermark");

  public static final Key<Integer> IMAGE_MAX_BYTES =
      key(
          "image.max.bytes",
          "Largest encoded picture.",
          ValueType.integer(1024, 1 << 30),
          "20000000");
  public static final Key<Integer> IMAGE_MAX_PIXELS =
      key(
          "image.max.pixels",
          "Largest picture in pixels, width times height.",
          ValueType.integer(1, 700_000_000),
          "50000000");
  public static final Key<Integer> IMAGE_MAX_SIDE =
      key(
          "image.max.side",
          "Longest side of a picture in pixels.",
          ValueType.integer(1, 1 << 16),
          "16384");
  public static final Key<Duration> IMAGE_DECODE_TIMEOUT =
      key(
          "image.decode.timeout.ms",
          "How long the decoding of one picture may take before it is given up.",
          ValueType.milliseconds(10, 600_000),
          "20000");
  public static final Key<ImageProfile> IMAGE_PROFILE =
      key(
          "image.profile",
          "How pictures are prepared: `natural` turns them upright and puts transparency on white;"
              + " `reference` is bit for bit what the reference does, which does neither.",
          ValueType.oneOf(ImageProfile.class),
          "natural");

  public static final Key<PictureIsolation> IMAGE_ISOLATION =
      key(
          "image.isolation",
          "Which pictures are decoded in processes of their own: `webp`, whose decoder is native"
              + " code, `all`, or `none`.",
          ValueType.oneOf(PictureIsolation.class),
          "webp");

  public static final Key<Optional<ResizeMode>> IMAGE_RESIZE =
      key(
          "image.resize",
          "How pictures that are not square become so: `squash` gives up their proportions; `crop` takes"
              + " the middle of the longer side; `checkpoint` does what `preprocessor_config.json` says,"
              + " which of the families here is to squash.",
          ValueType.oneOf(
              Map.of(
                  "checkpoint",
                  Optional.empty(),
                  "squash",
                  Optional.of(ResizeMode.SQUASH),
                  "crop",
                  Optional.of(ResizeMode.SHORTEST_CENTER_CROP))),
          "checkpoint");

  public static final Key<List<AllowedPlace>> FETCH_ALLOW =
      key(
          "fetch.allow",
          "Where pictures by `uri` may be fetched from, such as `https://images.example.org,"
              + "https://*.cdn.example.org:8443,s3://bucket`; empty fetches nothing.",
          ValueType.of(
              "`scheme://host[:port]` by comma; `*.` for names below", AllowedPlace::parse),
          "");
  public static final Key<List<AddressRange>> FETCH_ALLOW_ADDRESSES =
      key(
          "fetch.allow.addresses",
          "Addresses that may be connected to though they are not public, such as `10.1.0.0/16`; a host"
              + " must be in `fetch.allow` all the same.",
          ValueType.of("addresses or ranges by comma", AddressRange::parseAll),
          "");
  public static final Key<Integer> FETCH_MAX_REDIRECTS =
      key(
          "fetch.max.redirects",
          "Redirects of one picture that are followed; each is judged like the first address.",
          ValueType.integer(0, 20),
          "3");
  public static final Key<Duration> FETCH_CONNECT_TIMEOUT =
      key(
          "fetch.connect.timeout.ms",
          "How long a connection to a picture's host may take.",
          ValueType.milliseconds(10, 60_000),
          "2000");
  public static final Key<Duration> FETCH_RESPONSE_TIMEOUT =
      key(
          "fetch.response.timeout.ms",
          "How long a picture's host may be silent, before its first byte or between two.",
          ValueType.milliseconds(10, 60_000),
          "5000");
  public static final Key<Duration> FETCH_TIMEOUT =
      key(
          "fetch.timeout.ms",
          "How long one attempt at a picture may take as a whole; the event's deadline may end it"
              + " sooner. `retry.max.ms` bounds the attempts.",
          ValueType.milliseconds(10, 600_000),
          "15000");
  public static final Key<Integer> FETCH_MAX_CONCURRENT =
      key(
          "fetch.max.concurrent",
          "Pictures that are fetched at once, each on a thread.",
          ValueType.integer(1, 1024),
          "16");
  public static final Key<Integer> FETCH_MAX_PER_HOST =
      key(
          "fetch.max.per.host",
          "Pictures that are fetched at once from one host.",
          ValueType.integer(1, 1024),
          "4");
  public static final Key<Long> FETCH_MAX_BYTES =
      key(
          "fetch.max.bytes",
          "Bytes of fetched pictures that are kept until their answers are there; an event finds room"
              + " or is tried again. `image.max.bytes` bounds each picture.",
          ValueType.bytes(1 << 20, 1L << 36),
          "268435456");
  public static final Key<Duration> SHUTDOWN_GRACE =
      key(
          "shutdown.grace.ms",
          "How long an orderly end may take: what is at the engine is finished, what is not done by"
              + " then is left for the next process. Less than what kills the process otherwise.",
          ValueType.milliseconds(1_000, 3_600_000),
          "25000");

  public static final Key<LogFormat> LOG_FORMAT =
      key(
          "log.format",
          "How `run`, `demo` and `recipe` log to standard error: lines for people, or one JSON object"
              + " a line, with event ids and fault codes.",
          ValueType.oneOf(LogFormat.class),
          "text");

  public static final Key<ModelReload> MODEL_RELOAD =
      key(
          "model.reload",
          "`watch` has a running process take over the folder that `model.dir`, a symbolic link, is"
              + " pointed to anew; both models are in memory meanwhile.",
          ValueType.oneOf(ModelReload.class),
          "off");
  public static final Key<Duration> MODEL_RELOAD_INTERVAL =
      key(
          "model.reload.interval.ms",
          "How often the link is looked at.",
          ValueType.milliseconds(10, 3_600_000),
          "5000");

  public static final Key<Optional<Path>> CANARY_MODEL =
      key(
          "canary.model",
          "A checkpoint on trial that answers a share of the events in place of the live one; each"
              + " result names the model that answered.",
          ValueType.folderOrNone(),
          "");
  public static final Key<Double> CANARY_SHARE =
      key(
          "canary.share",
          "The canary's share of the events, chosen by a hash of their ids.",
          ValueType.fraction(),
          "0.05");
  public static final Key<Optional<Path>> SHADOW_MODEL =
      key(
          "shadow.model",
          "A checkpoint on trial that answers a share of the events besides; only the topic `shadow`"
              + " shows what it says, beside what the result says.",
          ValueType.folderOrNone(),
          "");
  public static final Key<Double> SHADOW_SHARE =
      key(
          "shadow.share",
          "The shadow's share of the events, chosen by another hash of their ids.",
          ValueType.fraction(),
          "0.05");
  public static final Key<Integer> SHADOW_MAX_EVENTS =
      key(
          "shadow.max.events",
          "Events that may be with the shadow at once; it is spared further ones, and all while the"
              + " live model has more than half of `in.flight.max.events`.",
          ValueType.integer(1, 10_000),
          "16");

  private Keys() {}

  /** All keys, in the order in which the documentation shows them. */
  public static List<Key<?>> all() {
    List<Key<?>> all = new ArrayList<>(DECLARED);
    all.addAll(RecipeKeys.all());
    all.addAll(HttpKeys.all());
    all.addAll(ConsoleKeys.all());
    all.addAll(TraceKeys.all());
    return List.copyOf(all);
  }

  private static <T> Key<T> key(
      String name, String meaning, ValueType<T> type, String defaultText) {
    return declared(new Key<>(name, meaning, type, Optional.of(defaultText)));
  }

  private static <T> Key<T> required(String name, String meaning, ValueType<T> type) {
    return declared(new Key<>(name, meaning, type, Optional.empty()));
  }

  private static <T> Key<T> declared(Key<T> key) {
    DECLARED.add(key);
    return key;
  }
}
