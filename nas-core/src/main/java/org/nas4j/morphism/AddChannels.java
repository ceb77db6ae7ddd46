package org.nas4j.morphism;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Node;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.WeightSpec;

/**
 * More channels, each new one drawn at random, while whoever reads them gives them no weight at
 * first. Unlike {@link Widen}'s copies they differ from the old ones from the first step on, so
 * that they need no noise to be of use (evci2022gradmax, section 2, names both ways). Where a layer
 * makes and reads the same channels, as in a residual block, its new filters read all of them.
 *
 * @param node a convolution, separable convolution or dense layer
 * @param width its channels afterwards, more than before
 */
record AddChannels(String node, int width) implements Morphism {

  /** Checks. */
  AddChannels {
    requireNonNull(node, "node");
  }

  @Override
  public Architecture edit(Architecture parent) {
    return new Widen(node, width, 0).edit(parent);
  }

  @Override
  public Map<String, WeightArray> transfer(
      WeightedArchitecture parent, Architecture child, RandomGenerator random) {
    return grown(parent, random);
  }

  @Override
  public Map<String, WeightArray> transferState(
      WeightedArchitecture state, Architecture child, RandomGenerator random) {
    return grown(state, null);
  }

  /** Without a generator all that is new is zero. */
  private Map<String, WeightArray> grown(WeightedArchitecture parent, RandomGenerator random) {
    Architecture architecture = parent.architecture();
    ChannelGroups groups = new ChannelGroups(architecture);
    int old = architecture.shape(node).channels();
    Replication places = Replication.appended(groups.widenable(node), old, width);
    Map<String, WeightArray> weights = new LinkedHashMap<>();
    for (Node each : architecture.nodes()) {
      for (WeightSpec spec : each.layer().weights(architecture.inputShapes(each))) {
        WeightArray array = parent.weights().get(spec.of(each.name())).copy();
        weights.put(spec.of(each.name()), grown(array, each, spec, groups, places, random));
      }
    }
    return weights;
  }

  /** Last axis first, so that new filters are drawn for all channels that they read. */
  private static WeightArray grown(
      WeightArray array,
      Node owner,
      WeightSpec spec,
      ChannelGroups groups,
      Replication places,
      RandomGenerator random) {
    WeightArray result = array;
    List<AxisRole> roles = AxisRole.of(owner.layer(), spec.name());
    for (int axis = roles.size() - 1; axis >= 0; axis--) {
      AxisRole role = roles.get(axis);
      List<Segment> channels =
          role == AxisRole.MADE ? groups.axis(owner.name()) : groups.inputAxis(owner);
      if (role == AxisRole.OTHER) {
        continue;
      }
      result = Gather.along(result, axis, places.places(channels), null);
      boolean[] isNew = places.isNew(channels);
      for (int j = 0; j < isNew.length; j++) {
        if (isNew[j]) {
          first(result, axis, j, spec, role, random);
        }
      }
    }
    return result;
  }

  /** Gives a slice its first values. */
  private static void first(
      WeightArray array,
      int axis,
      int slice,
      WeightSpec spec,
      AxisRole role,
      RandomGenerator random) {
    int sliced = array.shape().get(axis);
    int inner = array.shape().subList(axis + 1, array.shape().size()).stream()
        .reduce(1, Math::multiplyExact);
    boolean isKernel = array.shape().size() > 1;
    double deviation = StrictMath.sqrt(2.0 / inner);
    float[] values = array.values();
    for (int from = slice * inner; from < values.length; from += sliced * inner) {
      if (random == null || role == AxisRole.READ) {
        Arrays.fill(values, from, from + inner, 0);
      } else if (isKernel) {
        for (int i = from; i < from + inner; i++) {
          values[i] = (float) (deviation * random.nextGaussian());
        }
      } else {
        boolean isOne = spec.name().equals("gamma") || spec.name().equals("variance");
        Arrays.fill(values, from, from + inner, isOne ? 1 : 0);
      }
    }
  }
}
