package org.nas4j.benchmarks.net2net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.data.Dataset;
import org.nas4j.dl4j.Dl4jTraining;
import org.nas4j.dl4j.TrainedNetwork;
import org.nas4j.morphism.Deepen;
import org.nas4j.morphism.WeightedArchitecture;
import org.nas4j.morphism.Widen;

/** A teacher of three normalized convolutions, and its wider and deeper students. */
final class Student {

  private static final List<String> WIDENED = List.of("conv1", "conv2", "conv3");
  private static final List<String> DEEPENED = List.of("relu2", "relu3");
  private static final double NOISE = 0.01;

  private Student() {}

  static Architecture teacher(Shape shape, int classes, int filters) {
    Architecture.Builder b = Architecture.builder(shape);
    String last = Architecture.INPUT;
    for (int i = 1; i <= 3; i++) {
      last = b.add("conv" + i, Convolution.of(i * filters, Window.square(3)), last);
      last = b.add("bn" + i, BatchNormalization.DEFAULT, last);
      last = b.add("relu" + i, Activation.RELU, last);
      last = i == 3 ? last : b.add("pool" + i, Pooling.max(Window.square(2).stride(2)), last);
    }
    last = b.add("mean", GlobalPooling.AVERAGE, last);
    return b.build(b.add("out", SoftmaxOutput.of(classes), last));
  }

  /** The student before its first epoch. All starts have one architecture. */
  static TrainedNetwork of(
      Start start, TrainedNetwork teacher, Dataset training, Dl4jTraining settings, long seed)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    WeightedArchitecture old = new WeightedArchitecture(teacher.architecture(), teacher.weights());
    WeightedArchitecture student = old;
    for (String node : WIDENED) {
      int filters = ((Convolution) old.architecture().node(node).layer()).filters();
      student = new Widen(node, (3 * filters + 1) / 2, NOISE).apply(student, random);
    }
    if (start != Start.NET2NET) {
      student = padded(old, student.architecture(), seed);
    }
    List<String> inserted = new ArrayList<>();
    for (String node : DEEPENED) {
      student = new Deepen(node, 3, true, 0).apply(student, random);
    }
    student.architecture().nodes().stream()
        .filter(node -> node.layer() instanceof BatchNormalization)
        .filter(node -> !old.weights().containsKey(node.name() + "/mean"))
        .forEach(node -> inserted.add(node.name()));
    Map<String, WeightArray> given = start == Start.SCRATCH ? Map.of() : student.weights();
    TrainedNetwork network = TrainedNetwork.of(student.architecture(), given, seed);
    return start == Start.SCRATCH ? network : network.settled(inserted, training, settings, seed);
  }

  /** The old numbers in the first channels, as training from scratch would start in the others. */
  private static WeightedArchitecture padded(
      WeightedArchitecture old, Architecture wider, long seed) {
    Map<String, WeightArray> weights =
        new LinkedHashMap<>(TrainedNetwork.of(wider, Map.of(), seed).weights());
    old.weights().forEach((name, array) -> copy(array, weights.get(name)));
    return new WeightedArchitecture(wider, weights);
  }

  private static void copy(WeightArray from, WeightArray to) {
    for (int i = 0; i < from.values().length; i++) {
      int rest = i;
      int place = 0;
      int stride = 1;
      for (int axis = from.shape().size() - 1; axis >= 0; axis--) {
        place += rest % from.shape().get(axis) * stride;
        rest /= from.shape().get(axis);
        stride *= to.shape().get(axis);
      }
      to.values()[place] = from.values()[i];
    }
  }
}
