package io.blipstream.runtime.engine;

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
 * @param jobs every prompt that can be asked, shortest first
 * @param refused [request][prompt]: outcomes known before the network is asked; null where a job
 *     will tell
 */
record BatchPlan(List<float[]> pixels, List<Job> jobs, Outcome[][] refused) {
  static BatchPlan of(List<PreparedRequest> requests) {
    List<float[]> pixels = new ArrayList<>();
    Map<String, Integer> images = new HashMap<>();
    List<Job> jobs = new ArrayList<>();
    Outcome[][] refused = new Outcome[requests.size()][];
    for (int r = 0; r < requests.size(); r++) {
      PreparedRequest request = requests.get(r);
      refused[r] = new Outcome[request.prompts().size()];
      for (int p = 0; p < refused[r].length; p++) {
        if (request.prompts().get(p) instanceof PreparedPrompt.Tokens prompt) {
          Integer seen = images.putIfAbsent(request.image().sha256(), pixels.size());
          if (seen == null) {
            pixels.add(request.pixels());
          }
          int image = seen == null ? pixels.size() - 1 : seen;
          jobs.add(new Job(r, p, image, prompt.tokens(), prompt.task(), seen != null));
        } else if (request.prompts().get(p) instanceof PreparedPrompt.Refused prompt) {
          refused[r][p] = new Outcome.Failed(prompt.fault());
        }
      }
    }
    jobs.sort(Comparator.comparingInt(Job::length));
    return new BatchPlan(pixels, jobs, refused);
  }

  /** The jobs in batches for the language model. */
  List<List<Job>> parts(int most) {
    List<List<Job>> parts = new ArrayList<>();
    for (int from = 0; from < jobs.size(); from += most) {
      parts.add(jobs.subList(from, Math.min(jobs.size(), from + most)));
    }
    return parts;
  }
}
