package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nas4j.eval.Evaluation;
import org.nas4j.internal.checks.Texts;

/**
 * The trade-offs to choose from: what no other dominates, equals included. Immutable if the items
 * are.
 *
 * @param objectives what was compared
 * @param members the best by the first objective first, then by the next; equals in the order in
 *     which they were found
 * @param <T> what has figures, such as a trial or a network
 */
public record ParetoFront<T>(Objectives objectives, List<Member<T>> members) {

  /**
   * One trade-off.
   *
   * @param item what has the figures
   * @param evaluation its figures
   * @param <T> type of the item
   */
  public record Member<T>(T item, Evaluation evaluation) {

    /** Checks. */
    public Member {
      requireNonNull(item, "item");
      requireNonNull(evaluation, "evaluation");
    }
  }

  /**
   * Sorts; leaves out who is dominated.
   *
   * @throws IllegalArgumentException if a member lacks an objective, or it is NaN or infinite
   */
  public ParetoFront {
    requireNonNull(objectives, "objectives");
    List<double[]> losses = losses(objectives, members);
    members = members.stream()
        .filter(member -> isFree(objectives.losses(member.evaluation()), losses))
        .sorted(Comparator.comparing(
            (Member<T> member) -> objectives.losses(member.evaluation()), Arrays::compare))
        .toList();
  }

  private static boolean isFree(double[] point, List<double[]> others) {
    return others.stream().noneMatch(other -> Dominance.dominates(other, point));
  }

  private static <T> List<double[]> losses(Objectives objectives, List<Member<T>> members) {
    return members.stream()
        .map(member -> objectives.losses(member.evaluation()))
        .toList();
  }

  /**
   * The hypervolume of the front.
   *
   * @param reference the figures up to which it counts, worse than what is hoped for; fixed once
   *     for all that is to be compared
   * @return in the product of the objectives' units, at least 0
   * @throws IllegalArgumentException if the reference lacks an objective, or it is NaN or infinite
   */
  public double hypervolume(Evaluation reference) {
    return Hypervolume.of(losses(objectives, members), objectives.losses(reference));
  }

  /**
   * The trade-off to take if one has no preference: with each objective scaled to [0, 1] on the
   * front, the member of least sum, which for two objectives is the farthest from the line between
   * the two extremes (das1999knee). Among equals the first.
   *
   * @return empty if the front is
   */
  public Optional<Member<T>> knee() {
    List<double[]> losses = losses(objectives, members);
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < losses.size(); i++) {
      double sum = 0;
      for (int k = 0; k < objectives.size(); k++) {
        sum += scaled(losses, i, k);
      }
      if (sum < least) {
        best = i;
        least = sum;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(members.get(best));
  }

  private static double scaled(List<double[]> losses, int i, int k) {
    double least = losses.stream().mapToDouble(each -> each[k]).min().orElseThrow();
    double most = losses.stream().mapToDouble(each -> each[k]).max().orElseThrow();
    return most == least ? 0 : (losses.get(i)[k] - least) / (most - least);
  }

  /** A line for each member, with its objectives' figures. */
  @Override
  public String toString() {
    String names = objectives.list().stream()
        .map(each -> each.metric().name())
        .collect(Collectors.joining(", "));
    return members.stream()
        .map(member -> "\n  " + figures(member) + ": " + member.item())
        .collect(Collectors.joining("", "ParetoFront of " + members.size() + " by " + names, ""));
  }

  private String figures(Member<T> member) {
    return objectives.list().stream()
        .map(each -> Texts.rounded(member.evaluation().get(each.metric())))
        .collect(Collectors.joining(", "));
  }
}
