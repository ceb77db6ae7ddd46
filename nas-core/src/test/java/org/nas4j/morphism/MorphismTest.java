package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Node;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.WeightArray;
import org.nas4j.arch.Window;
import org.nas4j.space.InfeasibleException;

/**
 * The acceptance checks of Net2Net, numbered as in its specification, on a reference in double
 * precision.
 */
class MorphismTest {

  private static final double EXACT = 1e-5;

  private final RandomGenerator random = new SplittableRandom(7);

  private Stream<DynamicTest> onEachNetwork(java.util.function.Consumer<Architecture> check) {
    return Networks.all().entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> check.accept(each.getValue())));
  }

  /** Checks 1 and 2: each layer in turn by 1, by half and twice. */
  @TestFactory
  Stream<DynamicTest> widerLayersKeepTheFunction() {
    return onEachNetwork(architecture -> {
      WeightedArchitecture network = Networks.weighted(architecture, random);
      int widened = 0;
      for (Node node : architecture.nodes()) {
        int old = architecture.shape(node.name()).channels();
        for (int width : List.of(old + 1, old + (old + 1) / 2, 2 * old)) {
          WeightedArchitecture wider = apply(new Widen(node.name(), width, 0), network);
          if (wider != null) {
            assertThat(Networks.difference(network, wider)).as("%s", node).isLessThan(EXACT);
            assertThat(wider.architecture().shape(node.name()).channels()).isEqualTo(width);
            widened++;
          }
        }
      }
      assertThat(widened).isGreaterThanOrEqualTo(9);
    });
  }

  @TestFactory
  Stream<DynamicTest> deeperNetworksKeepTheFunction() {
    return onEachNetwork(architecture -> {
      WeightedArchitecture network = Networks.weighted(architecture, random);
      int deepened = 0;
      for (Node node : architecture.nodes()) {
        for (boolean normalized : List.of(false, true)) {
          Morphism morphism = new Deepen(node.name(), 3, normalized, 0);
          WeightedArchitecture deeper = apply(morphism, network);
          if (deeper != null) {
            assertThat(Networks.difference(network, deeper)).as("%s", morphism).isLessThan(EXACT);
            assertThat(deeper.architecture().nodes())
                .hasSizeGreaterThan(architecture.nodes().size());
            deepened++;
          }
        }
      }
      assertThat(deepened).isGreaterThanOrEqualTo(4);
    });
  }

  @TestFactory
  Stream<DynamicTest> largerKernelsAndSkipsKeepTheFunction() {
    return onEachNetwork(architecture -> {
      WeightedArchitecture network = Networks.weighted(architecture, random);
      int done = 0;
      for (Node node : architecture.nodes()) {
        List<Morphism> morphisms = new ArrayList<>(List.of(new EnlargeKernel(node.name())));
        for (Node earlier : architecture.nodes()) {
          for (InsertSkip.Join by : InsertSkip.Join.values()) {
            morphisms.add(new InsertSkip(earlier.name(), node.name(), by));
          }
        }
        for (Morphism morphism : morphisms) {
          WeightedArchitecture child = apply(morphism, network);
          if (child != null) {
            assertThat(Networks.difference(network, child)).as("%s", morphism).isLessThan(EXACT);
            done++;
          }
        }
      }
      assertThat(done).isGreaterThanOrEqualTo(12);
    });
  }

  /** Null where the morphism cannot be applied. */
  private WeightedArchitecture apply(Morphism morphism, WeightedArchitecture network) {
    try {
      return morphism.apply(network, random);
    } catch (InfeasibleException e) {
      assertThat(e.reason()).isNotBlank();
      return null;
    }
  }

  /** Fifty random edits in a row. */
  @TestFactory
  Stream<DynamicTest> fiftyEditsInARowKeepTheFunction() {
    return onEachNetwork(architecture -> {
      WeightedArchitecture start = Networks.weighted(architecture, random);
      WeightedArchitecture current = start;
      int edits = 0;
      while (edits < 50) {
        Morphism morphism = draw(current.architecture());
        WeightedArchitecture next = apply(morphism, current);
        if (next != null && next.architecture().cost().parameters() < 60_000) {
          assertThat(Networks.relativeDifference(start, next))
              .as("%s as edit %s", morphism, edits)
              .isLessThan(1e-4);
          current = next;
          edits++;
        }
      }
    });
  }

  private Morphism draw(Architecture architecture) {
    List<Node> nodes = architecture.nodes();
    String node = nodes.get(random.nextInt(nodes.size())).name();
    int width = architecture.shape(node).channels() + 1;
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Widen(node, width, 0);
      case 2 -> new Deepen(node, 1 + 2 * random.nextInt(2), random.nextBoolean(), 0);
      case 3 -> new EnlargeKernel(node);
      case 4 ->
        new InsertSkip(nodes.get(random.nextInt(nodes.size())).name(), node, InsertSkip.Join.ADD);
      default ->
        new InsertSkip(
            nodes.get(random.nextInt(nodes.size())).name(), node, InsertSkip.Join.CONCAT);
    };
  }

  /** The counter-example: a normalization with scale 1 is no identity, and fifty of them show. */
  @Test
  void unscaledNormalizationsWouldNotKeepTheFunction() {
    WeightedArchitecture start = Networks.weighted(Networks.all().get("plain"), random);
    WeightedArchitecture current = start;
    for (int i = 0; i < 50; i++) {
      current = new Deepen("a.relu", 1, true, 0).apply(current, random);
      Map<String, WeightArray> trivial = new LinkedHashMap<>(current.weights());
      trivial.replaceAll((name, array) -> name.contains("deep") && name.endsWith("bn/gamma")
          ? WeightArray.of(array.shape(), filled(array.values().length, 1))
          : array);
      current = new WeightedArchitecture(current.architecture(), trivial);
    }
    assertThat(Networks.difference(start, current)).isGreaterThan(1e-5);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    java.util.Arrays.fill(values, value);
    return values;
  }

  /** Before training, copies are equal without noise, and differ with it, the first ones never. */
  @Test
  void noiseChangesNewCopiesOnly() {
    WeightedArchitecture network = Networks.weighted(Networks.all().get("plain"), random);
    float[] old = network.weights().get("b/kernel").values();
    float[] exact =
        new Widen("b", 9, 0).apply(network, random).weights().get("b/kernel").values();
    float[] noisy =
        new Widen("b", 9, 0.01).apply(network, random).weights().get("b/kernel").values();
    int each = old.length / 5;
    for (int j = 5; j < 9; j++) {
      assertThat(isCopy(old, exact, j, each)).isTrue();
      assertThat(isCopy(old, noisy, j, each)).isFalse();
    }
    assertThat(java.util.Arrays.copyOf(noisy, old.length)).isEqualTo(old);
  }

  private static boolean isCopy(float[] old, float[] wider, int filter, int each) {
    float[] copy = java.util.Arrays.copyOfRange(wider, filter * each, (filter + 1) * each);
    for (int k = 0; k < old.length / each; k++) {
      if (java.util.Arrays.equals(
          copy, java.util.Arrays.copyOfRange(old, k * each, (k + 1) * each))) {
        return true;
      }
    }
    return false;
  }

  /** Uniform copies, and consumers' columns that add up to the old one. */
  @Test
  void copiesAreUniformAndConsumersSumUp() {
    int[] counts = new int[5];
    List<Segment> axis = List.of(new Segment(0, 5, 1));
    for (int draw = 0; draw < 2_000; draw++) {
      int[] places = Replication.draw(0, 5, 10, random).places(axis);
      for (int j = 5; j < 10; j++) {
        counts[places[j]]++;
      }
    }
    org.nas4j.testkit.DistributionAssert.assertThatCounts(toLong(counts)).areUniform();
    Replication replication = Replication.draw(0, 5, 12, random);
    WeightArray consumer = WeightArray.of(List.of(1, 5), new float[] {1, -2, 3, -4, 5});
    WeightArray wider =
        Gather.along(consumer, 1, replication.places(axis), replication.divisors(axis));
    double[] sums = new double[5];
    for (int j = 0; j < 12; j++) {
      sums[replication.places(axis)[j]] += wider.values()[j];
    }
    for (int k = 0; k < 5; k++) {
      assertThat(sums[k])
          .isCloseTo(consumer.values()[k], org.assertj.core.data.Offset.offset(1e-6));
    }
  }

  private static long[] toLong(int[] counts) {
    return java.util.Arrays.stream(counts).asLongStream().toArray();
  }

  @Test
  void residualProducersAreWidenedTogether() {
    Architecture residual = Networks.all().get("residual");
    Architecture wider = new Widen("r1b", 9, 0).edit(residual);
    assertThat(((Shape.Image) wider.shape("r1p")).channels()).isEqualTo(9);
    assertThat(((Shape.Image) wider.shape("r1")).channels()).isEqualTo(9);
    assertThat(((Shape.Image) wider.shape("r1a")).channels()).isEqualTo(5);
  }

  @Test
  void refusesWhatCannotBeKept() {
    Architecture plain = Networks.all().get("plain");
    assertInfeasible(new Widen("out", 9, 0), plain, "channels are fixed");
    assertInfeasible(new Widen("pool", 9, 0), plain, "nothing to widen");
    assertInfeasible(new Widen("a", 4, 0), plain, "not wider");
    assertInfeasible(new Deepen("a", 3, true, 0), plain, "layer not finished");
    assertInfeasible(new Deepen("out", 3, true, 0), plain, "nothing follows an output");
    assertInfeasible(
        new InsertSkip("b", "a", InsertSkip.Join.ADD), plain, "skip does not lead forward");
    assertInfeasible(
        new InsertSkip("a", "pool", InsertSkip.Join.ADD), plain, "skip between unequal sizes");
    assertThatThrownBy(() -> new Deepen("a", 2, true, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]");
  }

  @Test
  void refusesActivationsThatChangeTheirOwnOutput() {
    for (Activation.Function function : Activation.Function.values()) {
      Architecture.Builder b = Architecture.builder(Shape.image(1, 4, 4));
      b.add("conv", Convolution.of(3, Window.square(3)), Architecture.INPUT);
      b.add("act", new Activation(function), "conv");
      b.add("mean", GlobalPooling.AVERAGE, "act");
      Architecture network = b.build(b.add("out", SoftmaxOutput.of(2), "mean"));
      Morphism deepen = new Deepen("act", 3, false, 0);
      if (function.isIdempotent()) {
        assertThat(deepen.edit(network).nodes()).hasSize(6);
      } else {
        assertInfeasible(deepen, network, "activation changes its own output");
      }
    }
  }

  private static void assertInfeasible(Morphism morphism, Architecture network, String reason) {
    assertThatThrownBy(() -> morphism.edit(network))
        .isInstanceOfSatisfying(
            InfeasibleException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void measuredStatisticsKeepTheFunctionToo() {
    WeightedArchitecture network = Networks.weighted(Networks.all().get("plain"), random);
    WeightedArchitecture deeper = new Deepen("a.relu", 3, true, 0).apply(network, random);
    String normalization = deeper.architecture().nodes().stream()
        .filter(
            node -> node.layer() instanceof BatchNormalization && node.name().contains("deep"))
        .findFirst()
        .orElseThrow()
        .name();
    WeightedArchitecture settled =
        deeper.settled(normalization, new float[] {.5f, 1, 2, .1f}, new float[] {.2f, 3, 1, .01f});
    assertThat(Networks.difference(network, settled)).isLessThan(EXACT);
  }

  @Test
  void parentsStayAsTheyAre() {
    WeightedArchitecture network = Networks.weighted(Networks.all().get("separable"), random);
    Map<String, float[]> before = new LinkedHashMap<>();
    network.weights().forEach((name, array) -> before.put(name, array.values().clone()));
    WeightedArchitecture child = new Deepen("s1.relu", 3, true, 0.01).apply(network, random);
    child.weights().values().forEach(array -> java.util.Arrays.fill(array.values(), 9));
    before.forEach((name, values) ->
        assertThat(network.weights().get(name).values()).as(name).isEqualTo(values));
  }

  @Test
  void refusesForeignWeights() {
    WeightedArchitecture plain = Networks.weighted(Networks.all().get("plain"), random);
    assertThatThrownBy(
            () -> new WeightedArchitecture(Networks.all().get("residual"), plain.weights()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stem/kernel");
  }
}
