package org.nas4j.internal.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.policy.LinkPrior;
import org.nas4j.policy.LstmSettings;
import org.nas4j.space.Chooser;
import org.nas4j.space.DecisionPoint;

/**
 * What a policy computed along one episode, forward and back. Sampling and recomputing go through
 * the same code, so that they give the same bits. Valid until the policy begins the next, if it
 * does not keep this one, or until its parameters change.
 */
public final class Trace {

  private final LstmPolicy policy;
  private final LstmSettings settings;
  private final List<LstmStep> steps = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final Anchors kept = new KeptAnchors();
  private final Map<Attention, Attention.Projections> projections = new HashMap<>();
  private int[] anchors = new int[8];
  private boolean[] isBlank = new boolean[8];
  private int stepCount;
  private int answerCount;
  private int anchorCount;
  private int answersAtAnchor;
  private int cells;

  Trace(LstmPolicy policy) {
    this.policy = policy;
    this.settings = policy.settings();
  }

  void begin() {
    stepCount = 0;
    answerCount = 0;
    anchorCount = 0;
    answersAtAnchor = 0;
    cells = 0;
    projections.values().forEach(Attention.Projections::begin);
    policy.feedStart(nextInput());
  }

  /**
   * A chooser that draws from the policy.
   *
   * @param random draws, one number a point that has a choice
   * @param temperature above 1 draws more evenly than the policy would; the log-probabilities are
   *     the policy's all the same
   * @return for one construction
   */
  public Chooser sampling(RandomGenerator random, double temperature) {
    return point -> {
      Answer answer = ask(point);
      int option = point.isForced()
          ? point.legalOption(0)
          : answer.quantile(random.nextDouble(), temperature);
      take(answer, option);
      return option;
    };
  }

  void replay(Episode episode) {
    for (int i = 0; i < episode.size(); i++) {
      take(ask(episode.point(i)), episode.option(i));
    }
  }

  private Answer ask(DecisionPoint point) {
    passAnchors(point.references().anchors());
    if (!point.references().isLink()) {
      step();
    }
    if (answerCount == answers.size()) {
      answers.add(new Answer());
    }
    Answer answer = answers.get(answerCount++);
    LstmStep at = point.references().isLink() ? anchor(anchorCount - 1) : steps.get(stepCount - 1);
    answer.begin(point, policy.scorer(point), at, cells <= 1);
    answer.scorer().score(answer, kept);
    answer.normalize(settings);
    return answer;
  }

  private void take(Answer answer, int option) {
    answer.take(option);
    if (answer.isLink() && !followsLink()) {
      nextInput().useMeanOfAnchors();
    }
    answer.scorer().feed(answer, kept, nextInput());
  }

  /** Whether the point before the present one was a link at the same anchor. */
  private boolean followsLink() {
    if (answerCount < 2) {
      return false;
    }
    Answer before = answers.get(answerCount - 2);
    return before.isLink() && before.step() == answers.get(answerCount - 1).step();
  }

  private void passAnchors(int count) {
    while (anchorCount < count) {
      if (anchorCount == anchors.length) {
        anchors = Arrays.copyOf(anchors, 2 * anchorCount);
        isBlank = Arrays.copyOf(isBlank, 2 * anchorCount);
      }
      step();
      noteBlank();
      anchors[anchorCount++] = stepCount - 1;
      policy.feedStart(nextInput());
    }
  }

  /** Of anchors without a decision before them, the first after others begins a cell. */
  private void noteBlank() {
    boolean blank = answerCount == answersAtAnchor;
    if (blank && (anchorCount == 0 || !isBlank[anchorCount - 1])) {
      cells++;
    }
    isBlank[anchorCount] = blank;
    answersAtAnchor = answerCount;
  }

  private void step() {
    nextInput();
    LstmStep step = steps.get(stepCount);
    step.forward(policy.cells(), stepCount == 0 ? null : steps.get(stepCount - 1));
    stepCount++;
  }

  Input nextInput() {
    if (stepCount == steps.size()) {
      steps.add(new LstmStep(settings.layers(), settings.hidden()));
    }
    return steps.get(stepCount).input();
  }

  LstmStep anchor(int index) {
    return steps.get(anchors[index]);
  }

  /** What scorers see. */
  private final class KeptAnchors implements Anchors {

    @Override
    public Attention.Projections projections(Attention attention) {
      return projections.computeIfAbsent(attention, each -> each.new Projections());
    }

    @Override
    public int anchorCount() {
      return anchorCount;
    }

    @Override
    public LstmStep anchor(int index) {
      return Trace.this.anchor(index);
    }

    @Override
    public double inputFactor(Answer answer) {
      boolean reads = !settings.blankInputs() || !isBlank[answer.anchorOf(answer.option())];
      return reads ? answer.inputFactor(settings) : 0;
    }
  }

  /** How many numbers it has room for. */
  long numbers() {
    long numbers = 0;
    for (LstmStep step : steps) {
      numbers += step.numbers();
    }
    for (Answer answer : answers) {
      numbers += answer.numbers();
    }
    for (Attention.Projections each : projections.values()) {
      numbers += each.numbers();
    }
    return numbers;
  }

  /**
   * The number of points so far.
   *
   * @return at least 0
   */
  public int size() {
    return answerCount;
  }

  /**
   * The log-probability of the option taken at a point.
   *
   * @param index number of the point
   * @return at most 0; minus infinity if the option is not legal there
   */
  public double logProbability(int index) {
    return logProbability(index, answers.get(index).option());
  }

  /**
   * The log-probability of any option at a point.
   *
   * @param index number of the point
   * @param option index of an option
   * @return at most 0; minus infinity if the option is not legal there
   */
  public double logProbability(int index, int option) {
    return answers.get(index).logProbability(option);
  }

  /**
   * The log-probabilities of all options taken.
   *
   * @return a copy, one value a point
   */
  public double[] logProbabilities() {
    double[] all = new double[answerCount];
    Arrays.setAll(all, this::logProbability);
    return all;
  }

  /**
   * The log-probability of the whole episode.
   *
   * @return at most 0
   */
  public double totalLogProbability() {
    double sum = 0;
    for (int i = 0; i < answerCount; i++) {
      sum += logProbability(i);
    }
    return sum;
  }

  /**
   * The entropy of the distribution over the legal options of a point.
   *
   * @param index number of the point
   * @return in nats, finite
   */
  public double entropy(int index) {
    return answers.get(index).entropy();
  }

  /**
   * The sum of all points' entropies.
   *
   * @return in nats, finite
   */
  public double totalEntropy() {
    double sum = 0;
    for (int i = 0; i < answerCount; i++) {
      sum += entropy(i);
    }
    return sum;
  }

  /**
   * What a link prior charges for this episode.
   *
   * @param prior how many links there should be
   * @return its weight times the divergences, summed over the links of an anchor, mean over the
   *     anchors that have links; 0 if there is no link
   */
  public double penalty(LinkPrior prior) {
    double sum = 0;
    for (int i = 0; i < answerCount; i++) {
      Answer answer = answers.get(i);
      sum += answer.isLink() ? answer.divergence(settings, prior) : 0;
    }
    return prior.weight() * sum / anchorsWithLinks();
  }

  /** At least 1, to divide by. */
  private int anchorsWithLinks() {
    int count = 0;
    LstmStep before = null;
    for (int i = 0; i < answerCount; i++) {
      Answer answer = answers.get(i);
      if (answer.isLink() && answer.step() != before) {
        before = answer.step();
        count++;
      }
    }
    return Math.max(1, count);
  }

  /**
   * The critic's estimate of the reward, at a point.
   *
   * @param index number of the point
   * @return the estimate, before the option was taken
   */
  public double value(int index) {
    return policy.critic().value(answers.get(index).step());
  }

  /**
   * Adds the gradient of Σ (a·log-probability + b·entropy + c·value), over the points, to the
   * policy's parameters, by backpropagation through the whole episode.
   *
   * @param a one factor a point
   * @param b factor of every point's entropy
   * @param c one factor a point, or null if there is no critic
   */
  public void backward(double[] a, double b, double[] c) {
    backward(a, b, c, LinkPrior.NONE);
  }

  /**
   * The same less the penalty of a link prior, see {@link #penalty}.
   *
   * @param a one factor a point
   * @param b factor of every point's entropy
   * @param c one factor a point, or null if there is no critic
   * @param prior how many links there should be
   */
  public void backward(double[] a, double b, double[] c, LinkPrior prior) {
    LinkPrior each = prior.weight() == 0 ? prior : prior.times(1.0 / anchorsWithLinks());
    for (int i = 0; i < stepCount; i++) {
      steps.get(i).clearGradient();
    }
    for (int i = 0; i < answerCount; i++) {
      Answer answer = answers.get(i);
      answer.backward(settings, a[i], b);
      if (each.weight() > 0 && answer.isLink()) {
        answer.pull(settings, each);
      }
      answer.scorer().backward(answer);
      if (c != null) {
        policy.critic().backward(answer.step(), c[i]);
      }
    }
    for (Attention attention : policy.attentions()) {
      if (projections.containsKey(attention)) {
        projections.get(attention).backward();
      }
    }
    for (int i = stepCount - 1; i >= 0; i--) {
      steps.get(i).backward(policy.cells(), i == 0 ? null : steps.get(i - 1));
    }
    policy.cells().forEach(LstmCell::finish);
  }
}
