package org.nas4j.spaces.blockqnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.Shape;
import org.nas4j.arch.Window;
import org.nas4j.internal.checks.Checks;
import org.nas4j.internal.recipe.Settings;
import org.nas4j.internal.recipe.Spread;
import org.nas4j.internal.spaces.CellLayers;
import org.nas4j.internal.spaces.Stages;
import org.nas4j.space.Choices;
import org.nas4j.space.Decision;
import org.nas4j.space.Genotype;
import org.nas4j.space.SearchSpace;
import org.nas4j.spaces.ClassifierHead;
import org.nas4j.spaces.StagedSpaceBuilder;

/**
 * Networks of one repeated block, as BlockQNN searches them (Zhong et al. 2018, section 3.1;
 * zhong2018blockqnn). There is one decision, the next layer with what it reads, asked until the
 * answer is the end or the greatest index is reached; its state is the latest layer's
 * {@linkplain NscBlock code}. A layer reads only earlier ones; a pair of predecessors is the same
 * in either order, and there only once; the first layer is not the end.
 *
 * <p>A convolution is a rectifier, the convolution and a normalization. Layers that no other reads
 * are concatenated. The network is a convolution of 3×3, then stages of N blocks with pooling
 * between them, which halves the resolution while the filters double; then the mean of each map and
 * the classifier.
 *
 * <p>Where the paper leaves it open: a 1×1 convolution brings each concatenation, and what a block
 * yields, to the stage's filters; of an addition's inputs it brings the narrower one to the wider
 * one's; pooling of 1×1 is built as the identity that it is, so that equal networks are known to be
 * equal; a rectifier precedes the mean. The greatest index, 23, is not given by the paper's text.
 * Immutable and thread-safe.
 */
public final class BlockQnnSpace implements SearchSpace<Architecture> {

  /** Greatest index of a layer, the end included. */
  public static final int GREATEST_INDEX = 23;

  private final Components components;
  private final Stages sizes;
  private final Decision<NscLayer> layer;

  private BlockQnnSpace(Components components) {
    this.components = components;
    this.sizes = components.sizes();
    this.layer = new Decision<>("layer", NscLayer.options(components.greatestIndex()));
  }

  private record Components(@Spread Stages sizes, int greatestIndex, int blocksPerStage) {}

  /**
   * The paper's space with its network for CIFAR: 3 stages of N = 4 blocks, of 32, 64 and 128
   * filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a builder with these settings, to be changed or built
   */
  public static Builder builder(Shape input, int classes) {
    return new Builder(input, classes);
  }

  /**
   * A space that two cores can search with images of 28×28: up to 6 layers, 2 stages of 1 block, 8
   * and 16 filters.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return the space
   */
  public static BlockQnnSpace small(Shape input, int classes) {
    return builder(input, classes)
        .greatestIndex(6)
        .stages(2)
        .blocksPerStage(1)
        .filters(8)
        .build();
  }

  /**
   * A builder that starts with these settings.
   *
   * @return a new one
   */
  public Builder toBuilder() {
    Builder builder =
        new Builder(sizes.input(), sizes.classes()).stages(sizes.stages()).filters(sizes.filters());
    builder.greatestIndex = components.greatestIndex();
    builder.blocksPerStage = components.blocksPerStage();
    return builder;
  }

  /**
   * The settings by name.
   *
   * @return names and values
   */
  public Map<String, String> settings() {
    return Settings.of(components);
  }

  @Override
  public Architecture build(Choices choices) {
    List<NscLayer> picked = new ArrayList<>();
    NscLayer last = NscLayer.START;
    while (last.index() < components.greatestIndex()) {
      int index = last.index() + 1;
      last = choices.at(last).pick(layer, option -> option.fits(index)).at(index);
      if (last.type() == NscLayer.Type.TERMINAL) {
        break;
      }
      picked.add(last);
    }
    return network(new NscBlock(picked));
  }

  /**
   * The block that a genotype describes, for example to ask for its density.
   *
   * @param genotype answers recorded with this space
   * @return the block
   */
  public NscBlock block(Genotype genotype) {
    List<NscLayer> picked = new ArrayList<>();
    genotype
        .genes()
        .forEach(gene -> picked.add(layer.options().get(gene.option()).at(picked.size() + 1)));
    picked.removeIf(each -> each.type() == NscLayer.Type.TERMINAL);
    return new NscBlock(picked);
  }

  /**
   * The network of this space's sizes with a given block.
   *
   * @param block what is repeated
   * @return a network
   */
  public Architecture network(NscBlock block) {
    Architecture.Builder network = Architecture.builder(sizes.input());
    String x = network.add(
        "stem/conv", Convolution.of(sizes.filters(), Window.square(3)), Architecture.INPUT);
    x = network.add("stem/norm", BatchNormalization.DEFAULT, x);
    int width = sizes.filters();
    for (int stage = 1; stage <= sizes.stages(); stage++) {
      if (stage > 1) {
        width *= 2;
        x = network.add("pool" + (stage - 1), Pooling.max(Window.square(2).stride(2)), x);
      }
      for (int i = 1; i <= components.blocksPerStage(); i++) {
        String name = "stage" + stage + ".block" + i;
        x = block.build(new CellLayers(network, name, width, Optional.empty()), x);
      }
    }
    x = network.add("last/relu", Activation.RELU, x);
    return ClassifierHead.GLOBAL_AVERAGE.classify(network, x, sizes.classes());
  }

  @Override
  public String toString() {
    return "BlockQnnSpace[" + sizes.stages() + "×" + components.blocksPerStage()
        + " blocks of up to " + components.greatestIndex() + " layers on " + sizes.input() + "]";
  }

  /**
   * Settings of a space; the paper has 4 stages of 3 blocks and 64 filters for ImageNet. For one
   * thread.
   */
  public static final class Builder extends StagedSpaceBuilder<Builder> {

    private int greatestIndex = GREATEST_INDEX;
    private int blocksPerStage = 4;

    private Builder(Shape input, int classes) {
      super(input, classes, 3, 32);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * The greatest index of a layer, which may be the end or another layer; 23 unless set.
     *
     * @param index at least 1
     * @return this
     */
    public Builder greatestIndex(int index) {
      greatestIndex = Checks.positive(index, "greatest index");
      return this;
    }

    /**
     * Blocks of a stage, N; 4 unless set, 3 in the paper's networks for ImageNet.
     *
     * @param number at least 1
     * @return this
     */
    public Builder blocksPerStage(int number) {
      blocksPerStage = Checks.positive(number, "number of blocks");
      return this;
    }

    /**
     * The space.
     *
     * @return a space with these settings
     */
    public BlockQnnSpace build() {
      return new BlockQnnSpace(new Components(sizes(), greatestIndex, blocksPerStage));
    }
  }
}
