package io.blipstream.runtime.evaluation;

import io.blipstream.runtime.data.DataSetSpec;
import io.blipstream.runtime.data.InstructionTemplate;
import io.blipstream.runtime.data.Sample;
import io.blipstream.runtime.decoding.DecodingOptions;
import io.blipstream.runtime.engine.Choice;
import io.blipstream.runtime.engine.Outcome;
import io.blipstream.runtime.engine.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One sample as prompts and back: more wordings than can be ranked at once take several. */
record Question(Sample sample, String instruction, List<Prompt> prompts) {
  static Question of(DataSetSpec spec, Sample sample) {
    String instruction = new InstructionTemplate(spec.prompt()).filled(sample);
    if (!spec.metric().ranks()) {
      return new Question(sample, instruction, List.of(new Prompt(instruction, spec.options())));
    }
    List<String> wordings = sample.choices().stream().flatMap(List::stream).toList();
    List<Prompt> prompts = new ArrayList<>();
    for (int from = 0; from < wordings.size(); from += DecodingOptions.MOST_CANDIDATES) {
      int to = Math.min(wordings.size(), from + DecodingOptions.MOST_CANDIDATES);
      prompts.add(new Prompt(instruction, DecodingOptions.ranking(wordings.subList(from, to))));
    }
    return new Question(sample, instruction, prompts);
  }

  /**
   * @param outcomes one per prompt
   */
  Prediction prediction(List<Outcome> outcomes) {
    List<Choice> choices = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Failed failed) {
        return Prediction.failed(sample, instruction, failed.fault());
      }
      choices.addAll(((Outcome.Answer) outcome).choices());
    }
    if (choices.isEmpty()) {
      String text = ((Outcome.Answer) outcomes.get(0)).text();
      return new Prediction(sample, instruction, text, List.of(), Optional.empty());
    }
    Choice likeliest = choices.get(0);
    for (Choice choice : choices) {
      likeliest = choice.logProbability() > likeliest.logProbability() ? choice : likeliest;
    }
    return new Prediction(sample, instruction, likeliest.text(), scores(choices), Optional.empty());
  }

  /**
   * Of each choice, the log of the sum of its wordings' probabilities. The paper does not say how
   * it joins them; the sum is what "either of these words" means.
   */
  private List<Double> scores(List<Choice> wordings) {
    List<Double> scores = new ArrayList<>();
    int at = 0;
    for (List<String> choice : sample.choices()) {
      List<Choice> own = wordings.subList(at, at + choice.size());
      double most = own.stream().mapToDouble(Choice::logProbability).max().orElseThrow();
      double sum = own.stream().mapToDouble(each -> Math.exp(each.logProbability() - most)).sum();
      scores.add(most + Math.log(sum));
      at += choice.size();
    }
    return scores;
  }
}
