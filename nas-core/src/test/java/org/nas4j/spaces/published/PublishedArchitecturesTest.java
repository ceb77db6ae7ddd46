package org.nas4j.spaces.published;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;

class PublishedArchitecturesTest {

  private static final Shape CIFAR = Shape.image(3, 32, 32);

  private static long count(Architecture a) {
    return a.cost().parameters();
  }

  @Test
  void countsAreThePublishedOnes() {
    assertThat(count(PublishedArchitectures.nasnetA(CIFAR, 10)))
        .as("3.3 million")
        .isEqualTo(3_328_234);
    assertThat(count(PublishedArchitectures.darts(CIFAR, 10)))
        .as("3.3 million, and the authors' log")
        .isEqualTo(3_349_342);
    assertThat(count(PublishedArchitectures.pnasNet5(CIFAR, 10)))
        .as("3.2 million")
        .isEqualTo(3_155_194);
  }

  /**
   * The reduction cells' 1×7 and 7×1 convolutions of C filters have 14 C² weights; by a quarter of
   * the filters, with 1×1 convolutions around them, 2 C²/4 + 14 C²/16: at 72 and 144 filters. The
   * two normalizations more are left out.
   */
  @Test
  void amoebaNetIsThePublishedOneButForItsBottleneck() {
    long squares = 72 * 72 + 144 * 144;
    double narrow = count(PublishedArchitectures.amoebaNetA(CIFAR, 10))
        - 14 * squares
        + (2.0 / 4 + 14.0 / 16) * squares;
    assertThat(narrow).isBetween(3.15e6, 3.25e6);
  }

  /** Published: 27.6 of NASNet-A large, 4.6 of ENAS micro, 21.3 and 38.0 of ENAS macro. */
  @Test
  void whatCannotBeReconciledIsCountedAsItIsWritten() {
    assertThat(count(PublishedArchitectures.nasnetALarge(CIFAR, 10))).isEqualTo(32_443_882);
    assertThat(count(PublishedArchitectures.enasMicro(CIFAR, 10))).isEqualTo(3_894_382);
    assertThat(count(PublishedArchitectures.enasMacro(CIFAR, 10))).isEqualTo(42_503_338);
  }

  /**
   * By hand, from the blocks of figure 7: weights of convolutions, depthwise ones and both layers
   * of squeeze-and-excitation with their biases, two numbers for each normalized channel, and the
   * classifier.
   */
  @Test
  void mnasNetA1HasThePublishedParametersAndMultiplyAdds() {
    Architecture a1 = PublishedArchitectures.mnasNetA1(Shape.image(3, 224, 224), 1000);
    // kernel, expansion, filters, layers, stride, squeezed
    int[][] blocks = {
      {3, 1, 16, 1, 1, 0},
      {3, 6, 24, 2, 2, 0},
      {5, 3, 40, 3, 2, 1},
      {3, 6, 80, 4, 2, 0},
      {3, 6, 112, 2, 1, 1},
      {5, 6, 160, 3, 2, 1},
      {3, 6, 320, 1, 1, 0}
    };
    long parameters = 9 * 3 * 32 + 2 * 32;
    long macs = 112L * 112 * 9 * 3 * 32;
    long size = 112;
    long in = 32;
    for (int[] b : blocks) {
      for (int layer = 0; layer < b[3]; layer++) {
        long wide = b[1] * in;
        if (b[1] > 1) {
          parameters += in * wide + 2 * wide;
          macs += size * size * in * wide;
        }
        size /= layer == 0 ? b[4] : 1;
        parameters += b[0] * b[0] * wide + 2 * wide;
        macs += size * size * b[0] * b[0] * wide;
        if (b[5] == 1) {
          long squeezed = in / 4;
          parameters += 2 * wide * squeezed + squeezed + wide;
          macs += 2 * wide * squeezed;
        }
        parameters += wide * b[2] + 2 * b[2];
        macs += size * size * wide * b[2];
        in = b[2];
      }
    }
    parameters += 320 * 1280 + 2 * 1280 + 1280 * 1000 + 1000;
    macs += size * size * 320 * 1280 + 1280 * 1000;
    assertThat(count(a1)).as("3.9 million").isEqualTo(parameters).isEqualTo(3_887_038);
    assertThat(a1.cost().macs())
        .as("312 million")
        .isEqualTo(macs)
        .isBetween(311_500_000L, 312_499_999L);
    assertThat(a1.shape("last/act")).isEqualTo(Shape.image(1280, 7, 7));
  }

  @Test
  void macroLayersDoubleTheirFiltersAtBothPoolings() {
    Architecture macro = PublishedArchitectures.enasMacro(CIFAR, 10);
    assertThat(macro.shape("layer0/conv/conv")).isEqualTo(Shape.image(96, 32, 32));
    assertThat(macro.shape("layer8/conv/conv")).isEqualTo(Shape.image(192, 16, 16));
    assertThat(macro.shape("layer23/conv/conv")).isEqualTo(Shape.image(384, 8, 8));
    assertThat(macro.node("layer2/skips").inputs())
        .containsExactly("stem/norm", "layer2/conv/norm");
  }

  /**
   * No node of the normal cell reads another one, and both inputs are read: the five nodes are the
   * output.
   */
  @Test
  void microCellsConcatenateWhatNobodyReads() {
    Architecture micro = PublishedArchitectures.enasMicro(CIFAR, 10);
    assertThat(micro.shape("cell16/output")).isEqualTo(Shape.image(5 * 144, 8, 8));
    assertThat(micro.node("cell5/output").inputs()).hasSizeGreaterThan(1);
  }

  @Test
  void worksForOtherImages() {
    assertThat(PublishedArchitectures.darts(Shape.image(1, 28, 28), 4).cost().parameters())
        .isPositive();
  }
}
