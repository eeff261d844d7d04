package io.blipstream.ops.demo;

/** What somebody who has just seen the demo would do next: three things, no more. */
final class NextSteps {
  private NextSteps() {}

  /**
   * @param address of the console, with a slash at its end
   */
  static String whileItRuns(String address) {
    return """

        look: %1$s shows pictures and texts as they come, right or wrong
        try:  %1$sflow         where the pictures are, and where the time goes
              %1$stemplates    word a prompt of your own, and ask about a picture that just came
              %1$sreview       accept or correct what the model is not sure of
        """
        .formatted(address);
  }

  static String afterwards() {
    return """

        next: ./blipstream ask --prompt "A short image caption:" YOUR.jpg    a picture of your own
              ./blipstream recipe moderation                                 flags, and a queue for people
              ./blipstream run --config my.properties                        your own cluster (README.md)""";
  }
}
