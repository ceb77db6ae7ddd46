package org.nas4j.internal.policy;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Parameter;
import org.nas4j.policy.LstmSettings;
import org.nas4j.policy.OptionPrior;
import org.nas4j.space.DecisionPoint;

/**
 * The recurrent policy of NAS, NASNet and ENAS: an LSTM that takes one step a decision. Its hidden
 * state gives the logits of the decision's options; the embedding of the option that was taken is
 * what the next step reads; the first step reads a trained start vector (zoph2017nas, section 3;
 * pham2018enas, section 2).
 *
 * <p>Each decision name has a softmax head and an embedding table of its own, made when the name is
 * first met and initialised from randomness that depends on the name alone, so that nothing need be
 * declared. Illegal options have no part in the softmax: not in sampling, log-probability, entropy
 * or gradient.
 *
 * <p>At an anchor the LSTM takes one step and keeps its hidden state. Links and choices among
 * anchors are scored by attention on these, v·tanh(W₁h_j + W₂h_i). A link takes no step; after the
 * links of an anchor the next step reads Σ h_j/(1 + n) over the n anchors that were linked. After a
 * choice among anchors it reads the chosen one's hidden state, after an anchor without links the
 * start vector.
 *
 * <p>Deviations: the attention has weights for each decision name where the papers have one kind of
 * link; heads have a bias, of initial value 0 unless an {@link OptionPrior} says otherwise, which
 * the papers do not mention and which lets a policy learn within tens of trials; the first anchors
 * of ENAS' micro space are fed as zeros only if told ({@link LstmSettings#blankInputs}). For one
 * thread.
 */
public final class LstmPolicy {

  private final LstmSettings settings;
  private final Function<String, RandomGenerator> random;
  private final List<LstmCell> cells = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<String, OptionHead> heads = new LinkedHashMap<>();
  private final Map<String, Attention> attentions = new LinkedHashMap<>();
  private final Parameter start;
  private final KeptTraces kept = new KeptTraces();
  private Trace trace;
  private boolean isKept;
  private Critic critic;

  /**
   * A fresh policy.
   *
   * @param settings its shape
   * @param random gives a generator for each purpose, always the same for the same one
   */
  public LstmPolicy(LstmSettings settings, Function<String, RandomGenerator> random) {
    this.settings = requireNonNull(settings, "settings");
    this.random = requireNonNull(random, "random");
    int hidden = settings.hidden();
    for (int i = 0; i < settings.layers(); i++) {
      LstmCell cell =
          new LstmCell(hidden, hidden, settings.range(), random.apply("policy layer " + i));
      cells.add(cell);
      parameters.addAll(cell.parameters());
    }
    start = Parameter.uniform(hidden, settings.range(), random.apply("policy start"));
    parameters.add(start);
    trace = new Trace(this);
  }

  /**
   * Begins an episode that is to be sampled.
   *
   * @return a trace without points
   */
  public Trace begin() {
    kept.ensure(version());
    if (isKept) {
      isKept = false;
      trace = kept.take(() -> new Trace(this));
    }
    trace.begin();
    return trace;
  }

  /**
   * Remembers the trace that was just sampled, as far as memory is granted, so that
   * {@link #trace(Episode)} need not compute it again unless the parameters change.
   *
   * @param episode what was sampled
   */
  public void keep(Episode episode) {
    kept.ensure(version());
    isKept = kept.keep(episode, trace);
  }

  /**
   * What the policy computes along a recorded episode under the present parameters: what was kept
   * of it, or computed now. Both have the same bits.
   *
   * @param episode points and options
   * @return its trace
   */
  public Trace trace(Episode episode) {
    kept.ensure(version());
    Trace known = kept.find(episode);
    if (known != null) {
      return known;
    }
    begin().replay(episode);
    keep(episode);
    return trace;
  }

  private long version() {
    long version = 0;
    for (Parameter parameter : parameters) {
      version += parameter.version();
    }
    return version;
  }

  /** The latest trace that was computed. */
  Trace trace() {
    return trace;
  }

  /**
   * All trained blocks so far, with the gradients that {@link Trace#backward} added to.
   *
   * @return a view that grows when new decisions are met
   */
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  LstmSettings settings() {
    return settings;
  }

  List<LstmCell> cells() {
    return cells;
  }

  void feedStart(Input input) {
    input.useRow(start, 0);
  }

  Scorer scorer(DecisionPoint point) {
    String name = point.decision().name();
    if (point.references().any()) {
      return attentions.computeIfAbsent(name, this::newAttention);
    }
    OptionHead head = heads.computeIfAbsent(name, this::newHead);
    head.ensureOptions(point.decision().size());
    return head;
  }

  private OptionHead newHead(String name) {
    OptionHead head = new OptionHead(
        settings.hidden(),
        settings.range(),
        random.apply("policy decision " + name),
        settings.optionPrior().filter(prior -> prior.decision().equals(name)));
    parameters.addAll(head.parameters());
    return head;
  }

  private Attention newAttention(String name) {
    Attention attention = new Attention(
        settings.hidden(), settings.range(), random.apply("policy attention " + name));
    parameters.addAll(attention.parameters());
    return attention;
  }

  /** In the order in which they were met. */
  Iterable<Attention> attentions() {
    return attentions.values();
  }

  Critic critic() {
    if (critic == null) {
      critic = new Critic(settings.hidden(), settings.range(), random.apply("policy critic"));
      parameters.add(critic.parameter());
    }
    return critic;
  }
}
