package org.nas4j.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nas4j.eval.Metric;
import org.nas4j.objective.Constraint;
import org.nas4j.objective.Limit;
import org.nas4j.objective.Objective;
import org.nas4j.search.Trial;

/**
 * Reads a run's goals from the words of its journal. A metric's own direction does not stand there:
 * it is that of the trials' figures. Stateless.
 */
final class GoalWords {

  static final String OBJECTIVE = "objective.";
  static final String CONSTRAINT = "constraint.";

  private static final Pattern AIM = Pattern.compile("(maximize|minimize) (.+)", Pattern.DOTALL);
  private static final Pattern BOUND =
      Pattern.compile("(.+) (at most|at least) (\\S+)", Pattern.DOTALL);

  private GoalWords() {}

  static Goals read(Map<String, String> words, List<Trial> trials) {
    return new Goals(
        read(words, OBJECTIVE, AIM, match -> objective(match, trials)),
        read(words, CONSTRAINT, BOUND, match -> constraint(match, trials)));
  }

  private static <T> List<T> read(
      Map<String, String> words, String prefix, Pattern pattern, Function<Matcher, T> meaning) {
    return words.keySet().stream()
        .filter(name -> name.startsWith(prefix))
        .sorted(Comparator.comparing(String::length).thenComparing(Function.identity()))
        .map(name -> {
          Matcher match = pattern.matcher(words.get(name));
          if (!match.matches()) {
            throw new IllegalArgumentException("The journal says [" + words.get(name) + "] of ["
                + name + "], which is no goal.\nMaybe it was changed by hand.");
          }
          return meaning.apply(match);
        })
        .toList();
  }

  private static Objective objective(Matcher match, List<Trial> trials) {
    Metric.Goal goal = Metric.Goal.valueOf(match.group(1).toUpperCase(Locale.ROOT));
    return new Objective(
        metric(match.group(2), trials).orElse(new Metric(match.group(2), goal)), goal);
  }

  private static Constraint constraint(Matcher match, List<Trial> trials) {
    Limit.Side side = match.group(2).equals("at most") ? Limit.Side.AT_MOST : Limit.Side.AT_LEAST;
    return new Constraint(
        metric(match.group(1), trials).orElse(Metric.minimized(match.group(1))),
        new Limit(side, Double.parseDouble(match.group(3))));
  }

  private static Optional<Metric> metric(String name, List<Trial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.outcome().figures().stream())
        .flatMap(figures -> figures.figures().keySet().stream())
        .filter(metric -> metric.name().equals(name))
        .findFirst();
  }
}
