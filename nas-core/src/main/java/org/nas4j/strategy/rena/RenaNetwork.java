package org.nas4j.strategy.rena;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.nas4j.internal.edits.AnsweredStep;
import org.nas4j.internal.edits.EditNetwork;
import org.nas4j.internal.edits.LinearHead;
import org.nas4j.internal.edits.NetworkEncoder;
import org.nas4j.internal.math.Parameter;
import org.nas4j.morphism.EditSpace;
import org.nas4j.morphism.LayerToken;
import org.nas4j.space.DecisionPoint;

/**
 * RENA's policy (zhou2018rena): a layer is the sum of its features' embeddings, and a bidirectional
 * LSTM makes of all layers the network's embedding; each kind of edit has softmax heads of its own,
 * one that scores each layer in its place, and others on the layer that was chosen. For one thread.
 */
final class RenaNetwork implements EditNetwork {

  private final List<Parameter> parameters = new ArrayList<>();
  private final Function<String, RandomGenerator> random;
  private final NetworkEncoder encoder;
  private final Map<String, LinearHead> heads = new LinkedHashMap<>();

  RenaNetwork(int embedding, int hidden, Function<String, RandomGenerator> random) {
    this.random = random;
    encoder = new NetworkEncoder(embedding, hidden, random, parameters::add);
  }

  @Override
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** What the layers mean in their places. */
  NetworkEncoder.Encoding read(List<LayerToken> layers) {
    return encoder.encode(layers.stream()
        .map(layer -> List.of(layer.kind(), "width " + layer.width(), "kernel " + layer.kernel()))
        .toList());
  }

  @Override
  public Step begin(List<LayerToken> layers, EditSpace.Kind kind) {
    return new LayerStep(read(layers), kind);
  }

  private LinearHead head(EditSpace.Kind kind, String decision) {
    return heads.computeIfAbsent(kind + " " + decision, each -> {
      LinearHead head = new LinearHead(encoder.width(), random.apply("head " + each));
      parameters.addAll(head.parameters());
      return head;
    });
  }

  /** The first question is which layer, the others are about that layer. */
  private final class LayerStep extends AnsweredStep {

    private final NetworkEncoder.Encoding read;
    private final EditSpace.Kind kind;
    private final List<LinearHead> asked = new ArrayList<>();
    private int place;

    LayerStep(NetworkEncoder.Encoding read, EditSpace.Kind kind) {
      this.read = read;
      this.kind = kind;
    }

    @Override
    protected double[] scores(DecisionPoint point, int number) {
      LinearHead head = head(kind, point.decision().name());
      asked.add(head);
      int options = point.decision().size();
      return number == 0 ? places(head, options) : head.scores(read.output(place), options);
    }

    private double[] places(LinearHead head, int options) {
      double[] scores = new double[options];
      for (int i = 0; i < Math.min(options, read.size()); i++) {
        scores[i] = head.scores(read.output(i), 1)[0];
      }
      return scores;
    }

    @Override
    protected void taken(DecisionPoint point, int option) {
      if (asked.size() == 1) {
        place = option;
      }
    }

    @Override
    protected void backward(List<double[]> scores) {
      double[] places = scores.get(0);
      for (int i = 0; i < Math.min(places.length, read.size()); i++) {
        asked.get(0).backward(read.output(i), new double[] {places[i]}, read.gradient(i));
      }
      for (int i = 1; i < scores.size(); i++) {
        asked.get(i).backward(read.output(place), scores.get(i), read.gradient(place));
      }
      read.backward(null);
    }
  }
}
