package org.nas4j.morphism;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;
import org.nas4j.space.SearchSpace;

/** Answers told by what the options are, and what may be answered next. */
final class Answers {

  private Answers() {}

  /** One after the other, and the first legal option once there are none left. */
  static Chooser of(Object... answers) {
    return point -> point.index() < answers.length
        ? point.decision().options().indexOf(answers[point.index()])
        : point.legalOption(0);
  }

  static List<Object> legal(DecisionPoint point) {
    return IntStream.range(0, point.legalCount())
        .<Object>mapToObj(i -> point.decision().options().get(point.legalOption(i)))
        .toList();
  }

  /** What may be answered after some answers. */
  static List<Object> legalAfter(SearchSpace<?> space, Object... answers) {
    List<Object> legal = new ArrayList<>();
    Chooser chooser = of(answers);
    space.sample(point -> {
      if (point.index() == answers.length) {
        legal.addAll(legal(point));
      }
      return chooser.choose(point);
    });
    return legal;
  }

  static List<Morphism> edits(EditSpace space, Object... answers) {
    return space.edits(space.sample(of(answers)).genotype());
  }
}
