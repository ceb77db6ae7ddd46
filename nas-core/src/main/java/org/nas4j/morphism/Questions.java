package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;

/** Asks the questions of one step, each with the state of the network before the step. */
final class Questions {

  private final Choices choices;
  private final List<LayerToken> layers;
  private final List<Integer> answers = new ArrayList<>();

  Questions(Choices choices, List<LayerToken> layers) {
    this.choices = choices;
    this.layers = List.copyOf(layers);
  }

  <T> T pick(Decision<T> decision, Predicate<? super T> legal) {
    T answer = choices.at(new NetworkState(layers, answers)).pick(decision, legal);
    answers.add(decision.options().indexOf(answer));
    return answer;
  }
}
