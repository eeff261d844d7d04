package io.blipstream.ops.bench.alternatives;

import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Engine;
import io.blipstream.runtime.engine.ImageRequest;
import io.blipstream.runtime.engine.Lane;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import io.blipstream.runtime.engine.Reply;
import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import io.blipstream.schemas.Image;
import io.blipstream.schemas.ImageEvent;
import io.blipstream.schemas.Instruction;
import io.blipstream.schemas.Task;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Answers a record before it looks at the next, as every first attempt does. Of one stream thread.
 */
final class SynchronousProcessor implements Processor<String, ImageEvent, String, String> {
  private final Engine engine;
  private ProcessorContext<String, String> context;

  SynchronousProcessor(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void init(ProcessorContext<String, String> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, ImageEvent> record) {
    ImageEvent event = record.value();
    List<ByteBuffer> frames =
        event.getImages().stream().map(Image::getBytes).map(Optional::orElseThrow).toList();
    List<Prompt> prompts = event.getInstructions().stream().map(this::prompt).toList();
    Reply reply =
        engine
            .submit(
                new ImageRequest(event.getFeed(), Lane.STANDARD, Optional.empty(), frames, prompts))
            .join();
    if (!(reply instanceof Reply.Answered answered)) {
      throw new FatalException(FaultCode.INTERNAL, "an event of the benchmark was refused");
    }
    for (int i = 0; i < prompts.size(); i++) {
      if (!(answered.outcomes().get(i) instanceof Outcome.Answer answer)) {
        throw new FatalException(FaultCode.INTERNAL, "an event of the benchmark failed");
      }
      context.forward(
          record
              .withKey(event.getSubject() + '/' + event.getInstructions().get(i).getId())
              .withValue(answer.text()));
    }
  }

  /** In the words of the templates that the events pin. */
  private Prompt prompt(Instruction instruction) {
    String text =
        instruction.getTask() == Task.CAPTION
            ? "A short image caption:"
            : "Question: " + instruction.getQuestion().orElseThrow() + " Short answer:";
    return new Prompt(text, DecodingOptions.DEFAULT);
  }
}
