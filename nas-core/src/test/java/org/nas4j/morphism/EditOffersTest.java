package org.nas4j.morphism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nas4j.morphism.Answers.edits;
import static org.nas4j.morphism.Answers.legalAfter;
import static org.nas4j.morphism.EditSpace.Kind.DEEPEN;
import static org.nas4j.morphism.EditSpace.Kind.END;
import static org.nas4j.morphism.EditSpace.Kind.INSERT;
import static org.nas4j.morphism.EditSpace.Kind.REMOVE;
import static org.nas4j.morphism.EditSpace.Kind.SCALE;
import static org.nas4j.morphism.EditSpace.Kind.WIDEN;
import static org.nas4j.morphism.FreeEdits.Scale.LARGER_KERNEL;
import static org.nas4j.morphism.FreeEdits.Scale.NARROWER;
import static org.nas4j.morphism.FreeEdits.Scale.SMALLER_KERNEL;
import static org.nas4j.morphism.FreeEdits.Scale.WIDER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.space.Build;

/** Which steps EAS and RENA offer on a network that has a layer of each hindrance. */
class EditOffersTest {

  private static final Activation TANH = new Activation(Activation.Function.TANH);

  /** Noise of the published code, on copies and on new layers. */
  private static final double COPIES = 0.01;

  private static final double NEW = 0.001;

  private final Architecture start = mixed();

  private static Architecture mixed() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    b.add("a", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("a.bn", BatchNormalization.DEFAULT, "a");
    b.add("a.relu", Activation.RELU, "a.bn");
    b.add("changes its output", Convolution.of(6, Window.square(3)), "a.relu");
    b.add("tanh", TANH, "changes its output");
    b.add("large", Convolution.of(4, Window.square(7)), "tanh");
    b.add("small", Convolution.of(2, Window.square(1)), "large");
    b.add("strides", Convolution.of(4, Window.square(1).stride(2)), "small");
    b.add("depthwise", new DepthwiseConvolution(Window.square(3), false), "strides");
    b.add("mean", GlobalPooling.AVERAGE, "depthwise");
    b.add("fc", new Dense(8, true), "mean");
    b.add("fc.relu", Activation.RELU, "fc");
    return b.build(b.add("out", SoftmaxOutput.of(3), "fc.relu"));
  }

  private static Architecture withoutLayers() {
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    return Networks.ended(b, Architecture.INPUT);
  }

  private static EditSpace.Builder small(EditSpace space) {
    return space.toBuilder().widths(2, 4, 6).units(5, 8).kernels(1, 3).steps(1);
  }

  private EditSpace rena() {
    return small(EditSpace.rena(start)).build();
  }

  private EditSpace eas() {
    return small(EditSpace.easDemo(start)).build();
  }

  private static NetworkState state(Build<Architecture> build, int point) {
    return (NetworkState) build.points().get(point).context();
  }

  @ParameterizedTest
  @EnumSource(names = {"WIDEN", "DEEPEN", "WIDEN_TRANSITIONS", "END"})
  void freeEditsOfferNoStepOfAnotherMethod(EditSpace.Kind kind) {
    EditSettings settings =
        new EditSettings(List.of(8), List.of(8), List.of(1), 9, true, 0, 0, Long.MAX_VALUE);
    assertThat(new FreeEdits(settings, 9).at(start).allows(kind)).isFalse();
  }

  @Test
  void freeEditsReadLayersAndPoolings() {
    Build<Architecture> build = rena().sample(point -> EditSpace.END);
    assertThat(state(build, 0).layers())
        .hasToString(
            "[conv-4-3, conv-6-3, conv-4-7, conv-2-1, conv-4-1, depthwise-4-3, pool, fc-8]");
  }

  /** Nothing comes behind tanh and poolings; what is alone or strides stays. */
  @Test
  void freeEditsGoWhereTheyCan() {
    assertThat(legalAfter(rena())).containsExactly(END, INSERT, REMOVE, SCALE);
    assertThat(legalAfter(rena(), INSERT)).containsExactly(0, 2, 3, 4, 5, 7);
    assertThat(legalAfter(rena(), REMOVE)).containsExactly(0, 1, 2, 3, 5);
    assertThat(legalAfter(rena(), SCALE)).containsExactly(0, 1, 2, 3, 4, 5, 7);
    EditSpace nowhere = EditSpace.rena(withoutLayers());
    assertThat(legalAfter(nowhere)).containsExactly(END);
  }

  @Test
  void freeEditsScaleWhatEachLayerLets() {
    EditSpace space = rena();
    assertThat(legalAfter(space, SCALE, 0))
        .containsExactly(WIDER, NARROWER, LARGER_KERNEL, SMALLER_KERNEL);
    assertThat(legalAfter(space, SCALE, 1))
        .as("widest")
        .containsExactly(NARROWER, LARGER_KERNEL, SMALLER_KERNEL);
    assertThat(legalAfter(space, SCALE, 2))
        .as("largest kernel")
        .containsExactly(WIDER, NARROWER, SMALLER_KERNEL);
    assertThat(legalAfter(space, SCALE, 3))
        .as("narrowest, smallest kernel")
        .containsExactly(WIDER, LARGER_KERNEL);
    assertThat(legalAfter(space, SCALE, 4))
        .as("kernel would shift")
        .containsExactly(WIDER, NARROWER);
    assertThat(legalAfter(space, SCALE, 5))
        .as("makes no channels")
        .containsExactly(LARGER_KERNEL, SMALLER_KERNEL);
    assertThat(legalAfter(space, SCALE, 7)).as("units").containsExactly(NARROWER);
  }

  @Test
  void freeAnswersStandForEdits() {
    EditSpace space = rena();
    assertThat(edits(space, SCALE, 0, WIDER)).containsExactly(new Widen("a", 6, COPIES));
    assertThat(edits(space, SCALE, 0, NARROWER)).containsExactly(new Narrow("a", 2));
    assertThat(edits(space, SCALE, 0, LARGER_KERNEL)).containsExactly(new EnlargeKernel("a"));
    assertThat(edits(space, SCALE, 0, SMALLER_KERNEL)).containsExactly(new ShrinkKernel("a"));
    assertThat(edits(space, SCALE, 7, NARROWER)).containsExactly(new Narrow("fc", 5));
    assertThat(edits(space, REMOVE, 5)).containsExactly(new Remove("depthwise"));
    assertThat(edits(space, INSERT, 0, 3)).containsExactly(new Deepen("a.relu", 3, true, NEW));
  }

  /** Behind a vector no kernel is asked for. */
  @Test
  void freeEditsInsertDenseLayersWithoutAQuestion() {
    Build<Architecture> build = rena().sample(Answers.of(INSERT, 7));
    assertThat(build.points()).hasSize(2);
    assertThat(rena().edits(build.genotype())).containsExactly(new Deepen("fc.relu", 1, true, NEW));
  }

  /** Behind the first layer, 4 · 4 weights and 2 · 4 of the normalization, or 9 times as many. */
  @Test
  void freeEditsKeepToTheLimit() {
    long now = start.cost().parameters();
    EditSpace tight = rena().toBuilder().greatestParameters(now + 16 + 8).build();
    assertThat(legalAfter(tight, INSERT, 0)).containsExactly(1);
    EditSpace full = rena().toBuilder().greatestParameters(now).build();
    assertThat(legalAfter(full)).containsExactly(END, REMOVE, SCALE);
    assertThat(legalAfter(full, SCALE, 0)).containsExactly(NARROWER, SMALLER_KERNEL);
  }

  @Test
  void layersBecomeWiderByOneLevelEach() {
    Build<Architecture> build = eas()
        .sample(point ->
            point.index() == 0 ? WIDEN.ordinal() : point.legalOption(point.legalCount() - 1));
    assertThat(build.points().stream().skip(1).map(Answers::legal).map(List::size))
        .containsExactly(2, 1, 2, 2, 2, 1, 1, 1);
    assertThat(eas().edits(build.genotype()))
        .containsExactly(
            new Widen("a", 6, COPIES),
            new Widen("large", 6, COPIES),
            new Widen("small", 4, COPIES),
            new Widen("strides", 6, COPIES));
    assertThat(state(build, 8).answers()).containsExactly(1, 1, 0, 1, 1, 1, 0, 0);
  }

  @Test
  void layersAreAddedByBlockPlaceAndKernel() {
    EditSpace space = eas();
    assertThat(legalAfter(space)).containsExactly(END, WIDEN, DEEPEN);
    assertThat(legalAfter(space, DEEPEN)).containsExactly(0, 1, 2);
    assertThat(legalAfter(space, DEEPEN, 0)).containsExactly(0, 2, 3);
    assertThat(legalAfter(space, DEEPEN, 1)).containsExactly(0, 1);
    assertThat(legalAfter(space, DEEPEN, 0, 2)).containsExactly(1, 3);
    assertThat(edits(space, DEEPEN, 0, 2, 3)).containsExactly(new Deepen("large", 3, true, NEW));
    Build<Architecture> dense = space.sample(Answers.of(DEEPEN, 2, 0));
    assertThat(dense.points()).hasSize(3);
    assertThat(space.edits(dense.genotype())).containsExactly(new Deepen("fc.relu", 1, true, NEW));
  }

  @Test
  void layersAreAddedBehindTheFirstOnesOfABlockOnly() {
    EditSpace three = eas().toBuilder().positions(3).build();
    assertThat(legalAfter(three, DEEPEN, 0)).containsExactly(0, 2);
    Architecture.Builder b = Architecture.builder(Shape.image(2, 6, 6));
    b.add("first", Convolution.of(4, Window.square(3)), Architecture.INPUT);
    b.add("tanh", TANH, "first");
    b.add("second", Convolution.of(4, Window.square(3)), "tanh");
    Architecture network = Networks.ended(b, "second");
    EditSpace.Builder builder = EditSpace.easDemo(network).toBuilder();
    assertThat(legalAfter(builder.positions(2).build())).containsExactly(END, WIDEN, DEEPEN);
    assertThat(legalAfter(builder.positions(1).build())).containsExactly(END, WIDEN);
  }

  @Test
  void noLayerBecomesWiderOrIsAddedBeyondTheLimit() {
    long now = start.cost().parameters();
    EditSpace full = eas().toBuilder().greatestParameters(now).build();
    assertThat(legalAfter(full)).containsExactly(END);
    EditSpace tight = eas().toBuilder().greatestParameters(now + 16 + 8).build();
    assertThat(legalAfter(tight, DEEPEN, 0, 0)).containsExactly(1);
    assertThat(legalAfter(EditSpace.easDemo(withoutLayers()))).containsExactly(END);
  }
}
