package org.nas4j.dl4j.internal.graph.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nas4j.dl4j.internal.graph.NativeBackend;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class CpuLayersTest {

  private static final int EXAMPLES = 5;
  private static final int CHANNELS = 4;
  private static final int CLASSES = 3;
  private static final double CLOSE = 1e-4;

  /** A window, and how the layers that use it are made. */
  private record Case(
      int height, int width, int stride, ConvolutionMode mode, int padding, boolean bias) {}

  private static Stream<Case> cases() {
    List<int[]> windows =
        List.of(new int[] {1, 1}, new int[] {3, 3}, new int[] {5, 2}, new int[] {1, 7});
    return windows.stream()
        .flatMap(window -> IntStream.of(1, 2, 3)
            .boxed()
            .flatMap(stride -> Stream.of(
                new Case(window[0], window[1], stride, ConvolutionMode.Same, 0, false),
                new Case(window[0], window[1], stride, ConvolutionMode.Same, 0, true),
                new Case(window[0], window[1], stride, ConvolutionMode.Truncate, 0, false),
                new Case(window[0], window[1], stride, ConvolutionMode.Truncate, 1, true))));
  }

  private static ComputationGraph graph(Case each) {
    int[] kernel = {each.height(), each.width()};
    int[] stride = {each.stride(), each.stride()};
    ComputationGraphConfiguration.GraphBuilder graph = new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.IDENTITY)
        .graphBuilder()
        .addInputs("maps")
        .addLayer(
            "first",
            new ConvolutionLayer.Builder(new int[] {3, 3}, new int[] {1, 1})
                .convolutionMode(ConvolutionMode.Same)
                .nOut(CHANNELS)
                .build(),
            "maps")
        .addLayer("norm", new BatchNormalization.Builder().useLogStd(false).build(), "first")
        .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
        .addLayer(
            "depthwise",
            new DepthwiseConvolution2D.Builder(kernel, stride)
                .depthMultiplier(1)
                .convolutionMode(each.mode())
                .padding(each.padding(), each.padding())
                .hasBias(each.bias())
                .nOut(CHANNELS)
                .build(),
            "relu")
        .addLayer(
            "convolution",
            new ConvolutionLayer.Builder(kernel, stride)
                .convolutionMode(each.mode())
                .padding(each.padding(), each.padding())
                .hasBias(each.bias())
                .nOut(CHANNELS + 1)
                .build(),
            "relu");
    for (String branch : List.of("depthwise", "convolution")) {
      graph.addLayer(
          branch + " out",
          new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
              .activation(Activation.SOFTMAX)
              .nOut(CLASSES)
              .build(),
          branch);
    }
    ComputationGraph made = new ComputationGraph(graph
        .setOutputs("depthwise out", "convolution out")
        .setInputTypes(InputType.convolutional(11, 10, 2))
        .build());
    made.init();
    return made;
  }

  private static void step(ComputationGraph graph, INDArray maps, INDArray labels) {
    graph.setInputs(maps);
    graph.setLabels(labels, labels);
    graph.computeGradientAndScore();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computeWhatDeeplearning4jDoes(Case each) {
    NativeBackend.describe();
    Nd4j.getRandom().setSeed(2);
    INDArray maps = Nd4j.randn(DataType.FLOAT, EXAMPLES, 2, 11, 10);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, EXAMPLES, CLASSES);
    for (int n = 0; n < EXAMPLES; n++) {
      labels.putScalar(n, n % CLASSES, 1);
    }
    ComputationGraph theirs = graph(each);
    // Biases and what is 0 or 1 at the beginning get values that matter.
    theirs.params().addi(Nd4j.rand(DataType.FLOAT, theirs.params().shape()).muli(0.2));
    step(theirs, maps, labels);
    for (int threads = 1; threads <= 3; threads++) {
      for (boolean withoutLibrary : new boolean[] {false, true}) {
        ComputationGraph ours = graph(each);
        ours.setParams(theirs.params());
        CpuLayers.putInto(ours, threads, withoutLibrary).prepare();
        step(ours, maps, labels);
        assertThat(ours.score()).isCloseTo(theirs.score(), within(CLOSE));
        assertThat(difference(ours.getGradientsViewArray(), theirs.getGradientsViewArray()))
            .isLessThan(CLOSE * EXAMPLES);
        assertThat(difference(ours.output(maps)[1], theirs.output(maps)[1])).isLessThan(CLOSE);
      }
    }
  }

  private static double difference(INDArray ours, INDArray theirs) {
    return ours.sub(theirs).amaxNumber().doubleValue();
  }
}
