package org.nas4j.spaces.published;

import static org.nas4j.spaces.mnasnet.MnasNetBlock.Operation.INVERTED_3;
import static org.nas4j.spaces.mnasnet.MnasNetBlock.Operation.INVERTED_6;
import static org.nas4j.spaces.mnasnet.MnasNetBlock.Operation.SEPARABLE;
import static org.nas4j.spaces.nasnet.NasnetOperation.AVERAGE_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.CONVOLUTION_1X7_7X1;
import static org.nas4j.spaces.nasnet.NasnetOperation.IDENTITY;
import static org.nas4j.spaces.nasnet.NasnetOperation.MAX_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_3X3;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_5X5;
import static org.nas4j.spaces.nasnet.NasnetOperation.SEPARABLE_7X7;

import java.util.ArrayList;
import java.util.List;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.Shape;
import org.nas4j.spaces.darts.DartsCell;
import org.nas4j.spaces.darts.DartsNetwork;
import org.nas4j.spaces.enas.EnasCell;
import org.nas4j.spaces.enas.EnasFinal;
import org.nas4j.spaces.enas.EnasMacroOperation;
import org.nas4j.spaces.mnasnet.MnasNetBlock;
import org.nas4j.spaces.mnasnet.MnasNetSpace;
import org.nas4j.spaces.nasnet.NasnetCell;
import org.nas4j.spaces.nasnet.NasnetCell.Block;
import org.nas4j.spaces.nasnet.NasnetSpace;
import org.nas4j.spaces.nasnet.StackedCells;

/**
 * Networks that searches found and papers published, MnasNet for ImageNet and all others for
 * CIFAR-10, for images and classes of any kind: without auxiliary heads and dropped paths, so that
 * their cost is that of inference. Where our count of parameters is not the published one, both are
 * said. Stateless.
 */
public final class PublishedArchitectures {

  private static final int CELLS = 6;

  /** The ratio of squeeze-and-excitation. */
  private static final double SQUEEZE = 0.25;

  private PublishedArchitectures() {}

  /**
   * NASNet-A of 6 cells a stage and 32 filters (zoph2018nasnet, table 1; released code): 3.3
   * million parameters, 3.41 % error.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network; of images of CIFAR-10 it has 3,328,234 parameters
   */
  public static Architecture nasnetA(Shape input, int classes) {
    return nasnetA(input, classes, CELLS, 32);
  }

  /**
   * NASNet-A large of 7 cells a stage and 96 filters, "7 @ 2304" (zoph2018nasnet, table 1):
   * published are 27.6 million parameters, and we count 32.4; with 6 cells it would be 28.1, so
   * that the paper's 7 may not all be there.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network
   */
  public static Architecture nasnetALarge(Shape input, int classes) {
    return nasnetA(input, classes, CELLS + 1, 96);
  }

  private static Architecture nasnetA(Shape input, int classes, int cells, int filters) {
    return NasnetSpace.builder(input, classes)
        .cellsPerStage(cells)
        .filters(filters)
        .build()
        .network(NasnetCell.nasnetNormalA(), NasnetCell.nasnetReductionA());
  }

  /**
   * AmoebaNet-A of 6 cells a stage and 36 filters (real2019evolution, table 1; cells by the
   * released code): 3.2 million parameters, 3.34 % error. We count 3.53, since our 1×7 and 7×1
   * convolutions are of all filters, and the code's of a quarter of them; with those it would be
   * 3.21.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network
   */
  public static Architecture amoebaNetA(Shape input, int classes) {
    NasnetCell normal = new NasnetCell(
        List.of(
            new Block(0, 0, AVERAGE_3X3, MAX_3X3, false),
            new Block(1, 1, SEPARABLE_3X3, IDENTITY, false),
            new Block(0, 1, IDENTITY, AVERAGE_3X3, false),
            new Block(0, 2, SEPARABLE_3X3, SEPARABLE_5X5, false),
            new Block(5, 0, AVERAGE_3X3, SEPARABLE_3X3, false)),
        List.of(1, 3, 4, 6));
    NasnetCell reduction = new NasnetCell(
        List.of(
            new Block(1, 0, SEPARABLE_3X3, AVERAGE_3X3, false),
            new Block(0, 2, MAX_3X3, SEPARABLE_7X7, false),
            new Block(1, 0, MAX_3X3, MAX_3X3, false),
            new Block(4, 0, SEPARABLE_3X3, CONVOLUTION_1X7_7X1, false),
            new Block(1, 0, AVERAGE_3X3, SEPARABLE_7X7, false)),
        List.of(2, 3, 4, 5, 6));
    return NasnetSpace.builder(input, classes)
        .cellsPerStage(CELLS)
        .filters(36)
        .build()
        .network(normal, reduction);
  }

  /**
   * PNASNet-5 of 3 cells a stage and 48 filters (liu2018pnas, table 2): 3.2 million parameters,
   * 3.41 % error.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network; of images of CIFAR-10 it has 3,155,194 parameters
   */
  public static Architecture pnasNet5(Shape input, int classes) {
    NasnetCell cell = new NasnetCell(
        List.of(
            new Block(1, 1, SEPARABLE_5X5, MAX_3X3, false),
            new Block(0, 0, SEPARABLE_7X7, MAX_3X3, false),
            new Block(0, 0, SEPARABLE_5X5, SEPARABLE_3X3, false),
            new Block(4, 0, SEPARABLE_3X3, MAX_3X3, false),
            new Block(1, 0, SEPARABLE_3X3, IDENTITY, false)),
        List.of(2, 3, 4, 5, 6));
    return new StackedCells(input, classes, 3, 48, 1).of(cell);
  }

  /**
   * The network of DARTS' second order, 20 cells of 36 filters (liu2019darts, table 1): 3.3 million
   * parameters, 2.76 % error with cutout.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network; of images of CIFAR-10 it has 3,349,342 parameters, as the authors' code says
   */
  public static Architecture darts(Shape input, int classes) {
    return DartsNetwork.last(input, classes)
        .of(DartsCell.publishedNormal(), DartsCell.publishedReduction(), 1, false);
  }

  /**
   * ENAS' micro network of 15 cells and 36 filters (pham2018enas, table 1; released script):
   * published are 4.6 million parameters, 2.89 % error with cutout. The script's network has 3.9,
   * and 0.4 more in its auxiliary head.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network
   */
  public static Architecture enasMicro(Shape input, int classes) {
    EnasCell normal = EnasCell.ofTokens(0, 2, 0, 0, 0, 4, 0, 1, 0, 4, 1, 1, 1, 0, 0, 1, 0, 2, 1, 1);
    EnasCell reduction =
        EnasCell.ofTokens(1, 0, 1, 0, 0, 3, 0, 2, 1, 1, 3, 1, 1, 0, 0, 4, 0, 3, 1, 1);
    return new EnasFinal(input, classes, 15, 36).micro(normal, reduction, 1, false);
  }

  /** An operation and the skips of each layer, by the released script. */
  private static final String ENAS_MACRO = """
      0
      3 0
      0 10
      2 001
      2 0000
      3 11010
      2 000001
      2 0110111
      1 01110101
      0 000000000
      2 0000010000
      0 10011000011
      2 010000010110
      1 0010001110101
      0 11010100000100
      2 001000000010101
      2 0100010011110010
      2 00001010100101001
      3 011010000010101000
      3 0110000000001100001
      0 10010110001000001100
      3 010110010110110100100
      0 1010100000000101001000
      0 11000111010001010011000
      """;

  /**
   * ENAS' macro network of 24 layers and 96 filters, whose filters double at both poolings
   * (pham2018enas, table 1; released script): published are 21.3 million parameters, 4.23 % error,
   * and 38.0 million for a wider one, 3.87 %. The script's network has 42.5, and would have 31 were
   * its separable layers separable, which the code writes as full convolutions.
   *
   * @param input shape of an image
   * @param classes number of classes, at least 2
   * @return a network
   */
  public static Architecture enasMacro(Shape input, int classes) {
    List<EnasMacroOperation> operations = new ArrayList<>();
    List<List<Integer>> skips = new ArrayList<>();
    for (String row : ENAS_MACRO.lines().toList()) {
      String digits = row.replace(" ", "");
      operations.add(EnasMacroOperation.values()[digits.charAt(0) - '0']);
      List<Integer> read = new ArrayList<>();
      for (int i = 1; i < digits.length(); i++) {
        if (digits.charAt(i) == '1') {
          read.add(i - 1);
        }
      }
      skips.add(read);
    }
    return new EnasFinal(input, classes, operations.size(), 96).macro(operations, skips);
  }

  /**
   * MnasNet-A1 (tan2019mnasnet, figure 7 and table 1; released code): 3.9 million parameters and
   * 312 million multiply-adds, 75.2 % on ImageNet. Without the dropout before the classifier. Its
   * 112 filters are none of the options of {@link MnasNetSpace}, which has 96 times 0.75, 1 or 1.25
   * there.
   *
   * @param input shape of an image; 3×224×224 in the paper
   * @param classes number of classes, at least 2; 1000 in the paper
   * @return a network; of such images it has 3,887,038 parameters
   */
  public static Architecture mnasNetA1(Shape input, int classes) {
    return MnasNetSpace.builder(input, classes)
        .build()
        .network(List.of(
            mnasNetBlock(SEPARABLE, 3, 0, 16, 1, 1),
            mnasNetBlock(INVERTED_6, 3, 0, 24, 2, 2),
            mnasNetBlock(INVERTED_3, 5, SQUEEZE, 40, 3, 2),
            mnasNetBlock(INVERTED_6, 3, 0, 80, 4, 2),
            mnasNetBlock(INVERTED_6, 3, SQUEEZE, 112, 2, 1),
            mnasNetBlock(INVERTED_6, 5, SQUEEZE, 160, 3, 2),
            mnasNetBlock(INVERTED_6, 3, 0, 320, 1, 1)));
  }

  private static MnasNetBlock mnasNetBlock(
      MnasNetBlock.Operation operation,
      int kernel,
      double squeeze,
      int filters,
      int layers,
      int stride) {
    return new MnasNetBlock(
        operation, kernel, squeeze, MnasNetBlock.Skip.IDENTITY, filters, layers, stride);
  }
}
