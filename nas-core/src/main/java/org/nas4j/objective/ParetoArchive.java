package org.nas4j.objective;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.eval.Evaluation;
import org.nas4j.objective.ParetoFront.Member;

/**
 * All that was evaluated, and which of it is on the front. Everything is kept, since a reward of
 * weighted objectives leads to corners of the front only, while the way there passes the rest. For
 * one thread.
 *
 * @param <T> what has figures, such as a trial or a network
 */
public final class ParetoArchive<T> {

  private record Point<T>(Member<T> member, double[] losses) {}

  private final Objectives objectives;
  private final List<Constraint> constraints;
  private final List<Member<T>> all = new ArrayList<>();
  private final List<Point<T>> front = new ArrayList<>();

  /**
   * An empty archive.
   *
   * @param objectives what is compared
   * @param constraints what a member of the front has to keep; the others are archived only
   */
  public ParetoArchive(Objectives objectives, List<Constraint> constraints) {
    this.objectives = requireNonNull(objectives, "objectives");
    this.constraints = List.copyOf(constraints);
  }

  /**
   * An empty archive without constraints.
   *
   * @param objectives what is compared
   */
  public ParetoArchive(Objectives objectives) {
    this(objectives, List.of());
  }

  /**
   * Adds what was evaluated; takes time proportional to the front.
   *
   * @param item what has the figures
   * @param evaluation its figures
   * @return whether it is on the front now
   * @throws IllegalArgumentException if an objective or constrained metric is missing, or an
   *     objective is NaN or infinite; the archive then stays as it was
   */
  public boolean add(T item, Evaluation evaluation) {
    Member<T> member = new Member<>(item, evaluation);
    double[] losses = objectives.losses(evaluation);
    boolean allowed = constraints.stream().allMatch(each -> each.isMet(evaluation));
    all.add(member);
    if (!allowed || front.stream().anyMatch(each -> Dominance.dominates(each.losses, losses))) {
      return false;
    }
    front.removeIf(each -> Dominance.dominates(losses, each.losses));
    front.add(new Point<>(member, losses));
    return true;
  }

  /**
   * All that was added.
   *
   * @return a copy, in the order of addition
   */
  public List<Member<T>> all() {
    return List.copyOf(all);
  }

  /**
   * What keeps the constraints and is dominated by none that does.
   *
   * @return as of now
   */
  public ParetoFront<T> front() {
    return new ParetoFront<>(objectives, front.stream().map(Point::member).toList());
  }
}
