package io.blipstream.ops.bench;

import io.blipstream.ops.ask.Ask;
import io.blipstream.ops.ask.PictureFiles;
import io.blipstream.ops.ask.PictureFiles.Pictures;
import io.blipstream.ops.ask.RequestFile;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures in memory, compressed as they came, and what is asked of each. Immutable.
 *
 * @param items in the order in which they are asked
 */
public record Workload(List<Item> items) {
  private static final int MOST_PROMPTS_OF_AN_ITEM = 32;

  /** They all lie in the heap, twice while a pass runs. */
  private static final long MOST_BYTES = 200L << 20;

  /**
   * One request to the engine.
   *
   * @param frames the encoded picture, or the frames of a clip
   */
  public record Item(List<ByteBuffer> frames, List<Prompt> prompts) {
    public Item {
      frames = List.copyOf(frames);
      prompts = List.copyOf(prompts);
    }
  }

  public Workload {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new FatalException(FaultCode.REQUEST_INVALID, "there is nothing to ask");
    }
  }

  /**
   * Reads a request file of {@code ask}. Lines that follow each other and name the same picture are
   * one request, as there.
   *
   * @throws FatalException with {@link FaultCode#FILE_NOT_FOUND} or {@link
   *     FaultCode#REQUEST_INVALID}
   */
  public static Workload read(Path requests, int largestPicture) {
    PictureFiles files =
        new PictureFiles(
            List.of(Path.of(""), requests.toAbsolutePath().getParent()), largestPicture);
    Map<List<String>, List<ByteBuffer>> pictures = new HashMap<>();
    List<Item> items = new ArrayList<>();
    List<Prompt> prompts = new ArrayList<>();
    List<String> images = List.of();
    long bytes = 0;
    try (RequestFile file = RequestFile.open(requests)) {
      for (Optional<Ask> next = file.next(); next.isPresent(); next = file.next()) {
        Ask ask = next.get();
        boolean full = prompts.size() == MOST_PROMPTS_OF_AN_ITEM;
        if (!prompts.isEmpty() && (full || !ask.images().equals(images))) {
          items.add(new Item(pictures.get(images), prompts));
          prompts.clear();
        }
        images = ask.images();
        if (!pictures.containsKey(images)) {
          List<ByteBuffer> read = pictures(files.read(ask), ask);
          bytes += read.stream().mapToLong(ByteBuffer::remaining).sum();
          requireRoom(bytes);
          pictures.put(images, read);
        }
        prompts.add(ask.words());
      }
    }
    if (!prompts.isEmpty()) {
      items.add(new Item(pictures.get(images), prompts));
    }
    return new Workload(items);
  }

  /** The same pictures with other prompts, in turn: the first item gets the first list. */
  public Workload asking(List<List<Prompt>> prompts) {
    List<Item> asked = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      asked.add(new Item(items.get(i).frames(), prompts.get(i % prompts.size())));
    }
    return new Workload(asked);
  }

  /** The first items, or all where there are fewer. */
  public Workload first(int most) {
    return new Workload(items.subList(0, Math.min(most, items.size())));
  }

  /** Each picture once, in order of appearance. */
  public Workload distinctPictures() {
    Map<List<ByteBuffer>, Item> distinct = new LinkedHashMap<>();
    items.forEach(item -> distinct.putIfAbsent(item.frames(), item));
    return new Workload(List.copyOf(distinct.values()));
  }

  /** How many prompts it has. */
  public int requests() {
    return items.stream().mapToInt(item -> item.prompts().size()).sum();
  }

  /**
   * What is submitted in one pass. Behind the end of every picture stand a few bytes that are other
   * in every pass; decoders pass over them, but a cache of earlier pictures, which would make a
   * second pass over the same ones meaningless, does not know them.
   */
  public List<ImageRequest> pass(long number, Lane lane) {
    Map<List<ByteBuffer>, List<ByteBuffer>> marked = new HashMap<>();
    return items.stream()
        .map(
            item ->
                new ImageRequest(
                    "bench",
                    lane,
                    Optional.empty(),
                    marked.computeIfAbsent(item.frames(), frames -> marked(frames, number)),
                    item.prompts()))
        .toList();
  }

  private static List<ByteBuffer> marked(List<ByteBuffer> frames, long number) {
    return frames.stream()
        .map(
            frame ->
                ByteBuffer.allocate(frame.remaining() + Long.BYTES)
                    .put(frame.duplicate())
                    .putLong(number)
                    .flip()
                    .asReadOnlyBuffer())
        .toList();
  }

  private static List<ByteBuffer> pictures(Pictures read, Ask ask) {
    read.fault()
        .ifPresent(
            fault -> {
              throw new FatalException(fault.code(), ask.located(fault.message()));
            });
    return read.buffers();
  }

  private static void requireRoom(long bytes) {
    if (bytes > MOST_BYTES) {
      throw new FatalException(
          FaultCode.REQUEST_INVALID,
          "the pictures of a benchmark lie in memory and may have " + MOST_BYTES + " bytes in all");
    }
  }
}
