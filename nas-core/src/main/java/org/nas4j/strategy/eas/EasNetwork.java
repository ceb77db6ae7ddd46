package org.nas4j.strategy.eas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.edits.AnsweredStep;
import org.nas4j.internal.edits.BiasedLstm;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.edits.Embedding;
import org.nas4j.internal.edits.LinearHead;
import org.nas4j.internal.edits.NetworkEncoder;
import org.nas4j.internal.math.LstmCell;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.LayerToken;
import org.nas4j.space.DecisionPoint;

/**
 * EAS' meta-controller (cai2018eas, section 3): an encoder, an actor that makes layers wider by one
 * sigmoid that all share, and an actor that makes the network deeper by an LSTM which begins with
 * the encoder's last state, takes one step for each decision, and reads the decision before. For
 * one thread.
 */
final class EasNetwork implements EditNetwork {

  private final List<Parameter> parameters = new ArrayList<>();
  private final Function<String, RandomGenerator> random;
  private final NetworkEncoder encoder;
  private final LinearHead wider;
  private final BiasedLstm decoder;
  private final Embedding decisions;
  private final Map<String, LinearHead> heads = new LinkedHashMap<>();

  EasNetwork(int embedding, int hidden, Function<String, RandomGenerator> random) {
    this.random = random;
    encoder = new NetworkEncoder(embedding, hidden, random, parameters::add);
    wider = new LinearHead(encoder.width(), random.apply("wider"));
    decoder = new BiasedLstm(embedding, encoder.width(), random.apply("decoder"));
    decisions =
        new Embedding(embedding, purpose -> random.apply("decision " + purpose), parameters::add);
    parameters.addAll(wider.parameters());
    parameters.addAll(decoder.parameters());
  }

  @Override
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  @Override
  public Step begin(List<LayerToken> layers, EditSpace.Kind kind) {
    NetworkEncoder.Encoding read =
        encoder.encode(layers.stream().map(layer -> List.of(layer.word())).toList());
    return kind == EditSpace.Kind.WIDEN ? new WidenStep(read) : new DeepenStep(read);
  }

  private LinearHead head(String decision) {
    return heads.computeIfAbsent(decision, each -> {
      LinearHead head = new LinearHead(encoder.width(), random.apply("decoder head " + each));
      parameters.addAll(head.parameters());
      return head;
    });
  }

  /** The k-th question is about the k-th layer. */
  private final class WidenStep extends AnsweredStep {

    private final NetworkEncoder.Encoding read;

    WidenStep(NetworkEncoder.Encoding read) {
      this.read = read;
    }

    @Override
    protected double[] scores(DecisionPoint point, int number) {
      return new double[] {0, wider.scores(read.output(number), 1)[0]};
    }

    @Override
    protected void backward(List<double[]> scores) {
      for (int i = 0; i < scores.size(); i++) {
        double[] logit = {scores.get(i)[1]};
        wider.backward(read.output(i), logit, read.gradient(i));
      }
      read.backward(null);
    }
  }

  /** The questions are asked one after the other, whatever they are. */
  private final class DeepenStep extends AnsweredStep {

    private final NetworkEncoder.Encoding read;
    private final LstmCell.State start;
    private final List<LstmCell.State> states = new ArrayList<>();
    private final List<double[]> inputs = new ArrayList<>();
    private final List<String> words = new ArrayList<>(List.of("start"));
    private final List<LinearHead> asked = new ArrayList<>();

    DeepenStep(NetworkEncoder.Encoding read) {
      this.read = read;
      this.start = new LstmCell.State(encoder.width());
      read.copyFinal(start);
    }

    private LstmCell.State before(int number) {
      return number == 0 ? start : states.get(number - 1);
    }

    @Override
    protected double[] scores(DecisionPoint point, int number) {
      double[] x = decoder.input();
      decisions.add(List.of(words.get(number)), x);
      LstmCell.State after = new LstmCell.State(encoder.width());
      decoder.forward(x, before(number), after);
      inputs.add(x);
      states.add(after);
      asked.add(head(point.decision().name()));
      return asked.get(number).scores(after.output(), point.decision().size());
    }

    @Override
    protected void taken(DecisionPoint point, int option) {
      words.add(point.decision().name() + " " + option);
    }

    @Override
    protected void backward(List<double[]> scores) {
      for (int i = scores.size() - 1; i >= 0; i--) {
        LstmCell.State after = states.get(i);
        asked.get(i).backward(after.output(), scores.get(i), after.outputGradient());
        double[] dx = decoder.backward(inputs.get(i), before(i), after);
        decisions.backward(List.of(words.get(i)), dx);
      }
      decoder.finish();
      read.backward(start);
    }
  }
}
