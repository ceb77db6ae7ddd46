package org.nas4j.spaces.nasnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.space.Build;
import org.nas4j.space.Chooser;
import org.nas4j.spaces.Walks;

/** The cells of NASNet (Zoph et al. 2018, section 3) and the networks made of them (section 4). */
class NasnetSpaceTest {

  private static final Shape CIFAR = Shape.image(3, 32, 32);

  @Test
  void asksFiftyMaskedQuestions() {
    Build<Architecture> sample =
        NasnetSpace.builder(CIFAR, 10).build().sample(Chooser.uniform(new SplittableRandom(1)));
    assertThat(sample.points()).hasSize(50);
    for (int block = 0; block < 10; block++) {
      int states = 2 + block % 5;
      assertThat(sample.points().subList(5 * block, 5 * block + 5))
          .extracting(point -> point.legalCount())
          .containsExactly(states, states, 13, 13, 2);
      assertThat(sample.points().get(5 * block).decision().size()).isEqualTo(6);
    }
    Set<String> names = new HashSet<>();
    sample.genotype().genes().forEach(gene -> names.add(gene.decision()));
    assertThat(names).hasSize(50);
  }

  @Test
  void countsCellsOfOneBlock() {
    // The cells alone, without networks: 2² · 13² · 2 = 1,352 a cell.
    Set<String> cells = new HashSet<>();
    NasnetSpace space = NasnetSpace.builder(Shape.image(1, 4, 4), 2)
        .blocks(1)
        .stages(1)
        .cellsPerStage(1)
        .filters(2)
        .build();
    for (int i = 0; i < 1352; i++) {
      int code = i;
      int[] sizes = {2, 2, 13, 13, 2};
      int[] options = new int[10];
      for (int k = 0; k < 5; k++) {
        options[k] = code % sizes[k];
        code /= sizes[k];
      }
      cells.add(Walks.along(space, options).genotype().code());
    }
    assertThat(cells).hasSize(2 * 2 * 13 * 13 * 2);
    assertThat(Walks.all(
            NasnetSpace.builder(Shape.image(1, 4, 4), 2)
                .blocks(2)
                .stages(1)
                .cellsPerStage(1)
                .filters(2)
                .operations(NasnetOperation.IDENTITY)
                .build(),
            sample -> {}))
        .isEqualTo((2 * 2 * 2 * 3 * 3 * 2) * (2 * 2 * 2 * 3 * 3 * 2));
  }

  @Test
  void buildsEveryRandomCell() {
    NasnetSpace space = NasnetSpace.builder(Shape.image(3, 8, 8), 10)
        .cellsPerStage(1)
        .filters(4)
        .build();
    Walks.random(space, 1500, sample -> {
      Architecture network = sample.architecture();
      assertThat(sizeAfter(network, "stage1.cell1")).isEqualTo(8);
      assertThat(sizeAfter(network, "reduction1")).isEqualTo(4);
      assertThat(sizeAfter(network, "stage2.cell1")).isEqualTo(4);
      assertThat(sizeAfter(network, "reduction2")).isEqualTo(2);
      assertThat(network.shape(network.output())).isEqualTo(Shape.vector(10));
    });
    Walks.random(
        NasnetSpace.small(Shape.image(1, 28, 28), 10),
        200,
        sample -> assertThat(sample.architecture().cost().macs()).isLessThan(30_000_000));
  }

  private static int sizeAfter(Architecture network, String cell) {
    List<String> names = network.nodes().stream()
        .map(node -> node.name())
        .filter(name -> name.startsWith(cell + "/"))
        .toList();
    return ((Shape.Image) network.shape(names.get(names.size() - 1))).height();
  }

  @Test
  void concatenatesAllUnusedStates() {
    NasnetCell.Block block =
        new NasnetCell.Block(0, 0, NasnetOperation.IDENTITY, NasnetOperation.MAX_3X3, true);
    assertThat(NasnetCell.ofUnused(List.of(block, block)).outputs()).containsExactly(1, 2, 3);
    Architecture network = NasnetSpace.builder(Shape.image(1, 8, 8), 2)
        .filters(4)
        .cellsPerStage(1)
        .stages(2)
        .build()
        .network(NasnetCell.ofUnused(List.of(block)), NasnetCell.ofUnused(List.of(block)));
    assertThat(network.shape("reduction1/output")).isEqualTo(Shape.image(16, 4, 4));
    assertThat(network.node("reduction1/output").inputs())
        .containsExactly("reduction1/output1/norm", "reduction1/block1/narrow/norm");
  }

  /** zoph2018nasnet, section 3: of any cell, counted anew from its blocks. */
  @Test
  void concatenatesExactlyWhatNoBlockReads() {
    SplittableRandom random = new SplittableRandom(5);
    NasnetOperation[] operations = NasnetOperation.values();
    for (int cell = 0; cell < 1000; cell++) {
      List<NasnetCell.Block> blocks = new ArrayList<>();
      Set<Integer> read = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        int first = random.nextInt(2 + i);
        int second = random.nextInt(2 + i);
        read.addAll(List.of(first, second).stream().distinct().toList());
        blocks.add(new NasnetCell.Block(
            first,
            second,
            operations[random.nextInt(operations.length)],
            operations[random.nextInt(operations.length)],
            random.nextBoolean()));
      }
      List<Integer> unread =
          IntStream.range(0, 7).filter(state -> !read.contains(state)).boxed().toList();
      assertThat(NasnetCell.ofUnused(blocks).outputs()).containsExactlyElementsOf(unread);
    }
  }

  @Test
  void hasPublishedSizes() {
    NasnetSpace space = NasnetSpace.builder(CIFAR, 10).cellsPerStage(6).build();
    Architecture released =
        space.network(NasnetCell.nasnetNormalA(), NasnetCell.nasnetReductionA());
    assertThat(released.shape("head")).isEqualTo(Shape.vector(768));
    assertThat(released.cost().parameters()).isBetween(3_250_000L, 3_350_000L);
    Architecture strict = space.network(
        NasnetCell.ofUnused(NasnetCell.nasnetNormalA().blocks()),
        NasnetCell.ofUnused(NasnetCell.nasnetReductionA().blocks()));
    assertThat(strict.shape("head")).isEqualTo(Shape.vector(640));
  }

  @Test
  void encodesPublishedCellsAsTokens() {
    NasnetSpace space = NasnetSpace.builder(CIFAR, 10).build();
    NasnetCell normal = NasnetCell.ofUnused(NasnetCell.nasnetNormalA().blocks());
    NasnetCell reduction = NasnetCell.ofUnused(NasnetCell.nasnetReductionA().blocks());
    int[] tokens = new int[50];
    int at = 0;
    for (NasnetCell cell : List.of(normal, reduction)) {
      for (NasnetCell.Block block : cell.blocks()) {
        tokens[at++] = block.first();
        tokens[at++] = block.second();
        tokens[at++] = block.firstOperation().ordinal();
        tokens[at++] = block.secondOperation().ordinal();
        tokens[at++] = block.concat() ? 1 : 0;
      }
    }
    assertThat(Walks.along(space, tokens).architecture())
        .isEqualTo(space.network(normal, reduction));
  }

  @Test
  void hangsAuxiliaryHeadBeforeTheLastStage() {
    Architecture network = NasnetSpace.builder(CIFAR, 10)
        .auxiliaryHead(true)
        .build()
        .network(NasnetCell.nasnetNormalA(), NasnetCell.nasnetReductionA());
    assertThat(network.node("auxiliary/classifier").layer()).isEqualTo(new SoftmaxOutput(10, 0.4));
    assertThat(network.shape("auxiliary/pool")).isEqualTo(Shape.image(384, 4, 4));
    assertThat(network.output()).isEqualTo("classifier");
  }

  @Test
  void schedulesDropPathsByTheDepthOfTheirCells() {
    Architecture network = NasnetSpace.builder(CIFAR, 10)
        .cellsPerStage(6)
        .dropPath(0.6)
        .build()
        .network(NasnetCell.nasnetNormalA(), NasnetCell.nasnetReductionA());
    assertThat(network.node("stage1.cell1/block1a/drop").layer())
        .isEqualTo(new DropPath(0.6, 1 / 20.0));
    assertThat(network.node("reduction1/block1b/drop").layer())
        .isEqualTo(new DropPath(0.6, 7 / 20.0));
    assertThat(network.node("stage3.cell6/block5a/drop").layer()).isEqualTo(new DropPath(0.6, 1));
    // 18 normal cells with 2 identities in 10 operations, 2 reduction cells with 1.
    assertThat(network.nodes().stream().filter(node -> node.layer() instanceof DropPath))
        .hasSize(18 * 8 + 2 * 9);
  }

  @Test
  void neverDropsIdentities() {
    NasnetSpace space = NasnetSpace.builder(Shape.image(3, 8, 8), 10)
        .cellsPerStage(1)
        .filters(2)
        .dropPath(0.5)
        .build();
    Walks.random(space, 100, sample -> {
      Architecture network = sample.architecture();
      long identities = sample.genotype().genes().stream()
          .filter(gene -> gene.decision().endsWith("operation") && gene.option() == 0)
          .filter(gene -> gene.decision().startsWith("normal"))
          .count();
      assertThat(network.nodes().stream()
              .filter(node -> node.layer() instanceof DropPath)
              .filter(node -> node.name().startsWith("stage1.cell1")))
          .hasSize(10 - (int) identities);
    });
  }

  @Test
  void refusesStatesThatComeLater() {
    NasnetCell.Block block =
        new NasnetCell.Block(0, 2, NasnetOperation.IDENTITY, NasnetOperation.IDENTITY, false);
    assertThatThrownBy(() -> NasnetCell.ofUnused(List.of(block)))
        .hasMessageContaining("States [0, 2] are read where there are only [2]");
  }
}
