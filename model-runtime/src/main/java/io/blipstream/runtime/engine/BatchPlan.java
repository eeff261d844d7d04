package io.blipstream.runtime.engine;

import io.blipstream.runtime.engine.PreparedRequest.Frame;
import io.blipstream.runtime.engine.PreparedRequest.PreparedPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of requests asks of the network.
 *
 * @param pixels of each distinct picture: requests with the same bytes share one
 * @param jobs every prompt that can be asked, those of equally many frames together, shortest first
 * @param refused [request][prompt]: outcomes known before the network is asked; null where a job
 *     will tell
 */
record BatchPlan(List<float[]> pixels, List<Job> jobs, Outcome[][] refused) {
  static BatchPlan of(List<PreparedRequest> requests) {
    Pictures pictures = new Pictures();
    List<Job> jobs = new ArrayList<>();
    Outcome[][] refused = new Outcome[requests.size()][];
    for (int r = 0; r < requests.size(); r++) {
      PreparedRequest request = requests.get(r);
      refused[r] = new Outcome[request.prompts().size()];
      for (int p = 0; p < refused[r].length; p++) {
        if (request.prompts().get(p) instanceof PreparedPrompt.Tokens prompt) {
          int before = pictures.pixels.size();
          List<Integer> images = request.frames().stream().map(pictures::place).toList();
          boolean reused = pictures.pixels.size() == before;
          jobs.add(new Job(r, p, images, prompt.tokens(), prompt.task(), reused));
        } else if (request.prompts().get(p) instanceof PreparedPrompt.Refused prompt) {
          refused[r][p] = new Outcome.Failed(prompt.fault());
        }
      }
    }
    jobs.sort(Comparator.comparingInt(Job::frames).thenComparingInt(Job::length));
    return new BatchPlan(pictures.pixels, jobs, refused);
  }

  /**
   * The jobs in batches for the language model, each of equally many frames.
   *
   * @param most rows of a batch; a job that alone has more stands alone
   */
  List<List<Job>> parts(int most) {
    List<List<Job>> parts = new ArrayList<>();
    for (int from = 0, to; from < jobs.size(); from = to) {
      to = from + 1;
      int rows = jobs.get(from).rows();
      while (to < jobs.size()
          && rows + jobs.get(to).rows() <= most
          && jobs.get(to).frames() == jobs.get(from).frames()) {
        rows += jobs.get(to).rows();
        to++;
      }
      parts.add(jobs.subList(from, to));
    }
    return parts;
  }

  /** The distinct pictures, by digest. */
  private static final class Pictures {
    private final List<float[]> pixels = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    int place(Frame frame) {
      return places.computeIfAbsent(
          frame.image().sha256(),
          digest -> {
            pixels.add(frame.pixels());
            return pixels.size() - 1;
          });
    }
  }
}
