package org.nas4j.strategy.growing;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.nas4j.internal.checks.Checks;
import org.nas4j.search.Controller;
import org.nas4j.search.ControllerContext;
import org.nas4j.search.SearchStrategy;

/**
 * Another method on a space that grows: the options of one decision, such as the number of layers,
 * are not chosen but gone through in their order, each for so many proposals, the last to the end
 * (zoph2017nas, section 4.1: 6 layers at first, 2 more after each 1,600 samples). The method sees
 * the decision with one legal option, so that a policy is told the depth and learns nothing about
 * choosing it. A space without such a decision is searched as by the method alone.
 *
 * <p>Deviation: what is learned from trials of others, as from a journal of another search, keeps
 * the option that it had.
 */
public final class GrowingDepth implements SearchStrategy {

  private final SearchStrategy method;
  private final String decision;
  private final int every;

  private GrowingDepth(SearchStrategy method, String decision, int every) {
    this.method = method;
    this.decision = decision;
    this.every = every;
  }

  /**
   * A method whose architectures grow.
   *
   * @param method what searches
   * @param decision the name of the decision that is gone through
   * @param every proposals from one option to the next, at least 1; 1,600 in the paper
   * @return the strategy
   */
  public static GrowingDepth of(SearchStrategy method, String decision, int every) {
    return new GrowingDepth(
        requireNonNull(method, "method"),
        requireNonNull(decision, "decision"),
        Checks.positive(every, "number of proposals between increases"));
  }

  @Override
  public Controller open(ControllerContext context) {
    Grown grown = new Grown(context, decision, every);
    return new GrowingController(method.open(grown), grown);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> all = new TreeMap<>();
    all.put("method", method.name());
    all.put("growing", decision);
    all.put("every", Integer.toString(every));
    method.settings().forEach((name, value) -> all.put("method." + name, value));
    return all;
  }
}
