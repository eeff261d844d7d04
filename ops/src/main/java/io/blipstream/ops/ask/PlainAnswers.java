package io.blipstream.ops.ask;

import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.fault.Fault;
import java.io.PrintWriter;

/**
 * Lines for people.
 *
 * @param withQuestion whether each answer repeats what was asked
 */
public record PlainAnswers(PrintWriter out, boolean withQuestion) implements Answers {
  @Override
  public void answered(Ask ask, Outcome.Answer answer) {
    print(ask, answer.text());
  }

  @Override
  public void failed(Ask ask, Fault fault) {
    // One question alone: its fault is what the command ends with, on standard error.
    if (withQuestion) {
      print(ask, words(fault));
    }
  }

  @Override
  public void refused(long line, Fault fault) {
    out.print("line " + line + " | " + words(fault) + "\n");
    out.flush();
  }

  @Override
  public boolean unread() {
    return out.checkError();
  }

  private static String words(Fault fault) {
    return "(" + fault.code() + ": " + fault.message() + ")";
  }

  private void print(Ask ask, String text) {
    String question =
        withQuestion ? String.join(", ", ask.images()) + " | " + ask.prompt() + " | " : "";
    out.print(question + text + "\n");
    out.flush();
  }
}
