package org.nas4j.dl4j.internal.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The settings of a graph's vertices as Java expressions that make the same, of the kinds that
 * {@link GraphLayers} makes; remembers which classes the expressions name. For one source.
 */
final class VertexSource {

  /** Each step of a builder on a line of its own. */
  private static final String STEP = "\n            .";

  private static final List<Activation> ACTIVATIONS = List.of(
      Activation.IDENTITY,
      Activation.RELU,
      Activation.RELU6,
      Activation.LEAKYRELU,
      Activation.ELU,
      Activation.TANH,
      Activation.SIGMOID,
      Activation.SOFTMAX);

  private final Map<Class<?>, Function<Object, String>> forms = new LinkedHashMap<>();
  private final Set<String> imports = new TreeSet<>();

  VertexSource() {
    windows();
    matrices();
    withoutWeights();
    vertices();
    losses();
  }

  private <T> void form(Class<T> kind, Function<T, String> words) {
    forms.put(kind, each -> words.apply(kind.cast(each)));
  }

  /** An expression that makes an equal layer, vertex or loss. */
  String of(Object settings) {
    Function<Object, String> words = forms.get(settings.getClass());
    if (words == null) {
      throw new IllegalStateException(
          "There is no source for settings of [" + settings.getClass() + "].");
    }
    return words.apply(settings);
  }

  /** What the expressions made so far need. */
  Set<String> imports() {
    return imports;
  }

  /** The simple name of a class, which the source then imports. */
  String name(Class<?> type) {
    imports.add(type.getName());
    return type.getSimpleName();
  }

  private String built(Class<?> type, String arguments, String... steps) {
    return "new " + name(type) + ".Builder(" + arguments + ")"
        + Stream.concat(Arrays.stream(steps), Stream.of("build()"))
            .map(step -> STEP + step)
            .collect(Collectors.joining());
  }

  private static String ints(int... values) {
    return Arrays.stream(values)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "new int[] {", "}"));
  }

  private static String list(int... values) {
    return Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(", "));
  }

  private String mode(ConvolutionMode mode) {
    return "convolutionMode(" + name(ConvolutionMode.class) + "." + mode + ")";
  }

  private String type(PoolingType type) {
    return name(PoolingType.class) + "." + type;
  }

  private String activation(IActivation function) {
    Activation named = ACTIVATIONS.stream()
        .filter(each -> each.getActivationFunction().equals(function))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException("There is no source for activation [" + function + "]."));
    return name(Activation.class) + "." + named;
  }

  private void windows() {
    form(
        ConvolutionLayer.class,
        layer -> built(
            ConvolutionLayer.class,
            ints(layer.getKernelSize()) + ", " + ints(layer.getStride()),
            "padding(" + ints(layer.getPadding()) + ")",
            mode(layer.getConvolutionMode()),
            "nIn(" + layer.getNIn() + ")",
            "nOut(" + layer.getNOut() + ")",
            "hasBias(" + layer.isHasBias() + ")"));
    form(
        DepthwiseConvolution2D.class,
        layer -> built(
            DepthwiseConvolution2D.class,
            ints(layer.getKernelSize()) + ", " + ints(layer.getStride()),
            "depthMultiplier(" + layer.getDepthMultiplier() + ")",
            "padding(" + ints(layer.getPadding()) + ")",
            mode(layer.getConvolutionMode()),
            "nIn(" + layer.getNIn() + ")",
            "nOut(" + layer.getNOut() + ")",
            "hasBias(" + layer.isHasBias() + ")"));
    form(
        SubsamplingLayer.class,
        layer -> built(
            SubsamplingLayer.class,
            String.join(
                ", ",
                type(layer.getPoolingType()),
                ints(layer.getKernelSize()),
                ints(layer.getStride()),
                ints(layer.getPadding())),
            mode(layer.getConvolutionMode()),
            "avgPoolIncludePadInDivisor(" + layer.isAvgPoolIncludePadInDivisor() + ")"));
    form(
        GlobalPoolingLayer.class,
        layer ->
            "new " + name(GlobalPoolingLayer.class) + "(" + type(layer.getPoolingType()) + ")");
  }

  private void matrices() {
    form(
        DenseLayer.class,
        layer -> built(
            DenseLayer.class,
            "",
            "nIn(" + layer.getNIn() + ")",
            "nOut(" + layer.getNOut() + ")",
            "hasBias(" + layer.hasBias() + ")",
            "activation(" + activation(layer.getActivationFn()) + ")"));
    form(
        OutputLayer.class,
        layer -> built(
            OutputLayer.class,
            of(layer.getLossFn()),
            "nIn(" + layer.getNIn() + ")",
            "nOut(" + layer.getNOut() + ")",
            "activation(" + activation(layer.getActivationFn()) + ")"));
    form(
        org.deeplearning4j.nn.conf.layers.BatchNormalization.class,
        layer -> built(
            org.deeplearning4j.nn.conf.layers.BatchNormalization.class,
            "",
            "eps(" + layer.getEps() + ")",
            "decay(" + layer.getDecay() + ")",
            "useLogStd(" + layer.isUseLogStd() + ")",
            "nIn(" + layer.getNIn() + ")",
            "nOut(" + layer.getNOut() + ")"));
  }

  private void withoutWeights() {
    form(
        ActivationLayer.class,
        layer ->
            "new " + name(ActivationLayer.class) + "(" + activation(layer.getActivationFn()) + ")");
    form(
        DropoutLayer.class,
        layer ->
            built(DropoutLayer.class, Double.toString(((Dropout) layer.getIDropout()).getP())));
    form(ZeroPaddingLayer.class, layer -> built(ZeroPaddingLayer.class, list(layer.getPadding())));
    form(Cropping2D.class, layer -> built(Cropping2D.class, list(layer.getCropping())));
  }

  private void vertices() {
    form(
        ElementWiseVertex.class,
        vertex -> "new " + name(ElementWiseVertex.class) + "(ElementWiseVertex.Op." + vertex.getOp()
            + ")");
    form(MergeVertex.class, vertex -> "new " + name(MergeVertex.class) + "()");
    form(
        ScaleVertex.class,
        vertex -> "new " + name(ScaleVertex.class) + "(" + vertex.getScaleFactor() + ")");
    form(
        ShiftVertex.class,
        vertex -> "new " + name(ShiftVertex.class) + "(" + vertex.getShiftFactor() + ")");
    form(
        SubsetVertex.class,
        vertex ->
            "new " + name(SubsetVertex.class) + "(" + list(vertex.getFrom(), vertex.getTo()) + ")");
    form(
        PreprocessorVertex.class,
        vertex ->
            "new " + name(PreprocessorVertex.class) + "(" + of(vertex.getPreProcessor()) + ")");
    form(
        CnnToFeedForwardPreProcessor.class,
        flatten -> "new " + name(CnnToFeedForwardPreProcessor.class) + "("
            + flatten.getInputHeight() + ", " + flatten.getInputWidth() + ", "
            + flatten.getNumChannels() + ")");
    form(
        PhasesVertex.class,
        vertex -> "new " + name(PhasesVertex.class) + "("
            + list(vertex.getHeight(), vertex.getWidth()) + ", " + vertex.isApart() + ")");
    form(ChannelScaleVertex.class, vertex -> "new " + name(ChannelScaleVertex.class) + "()");
    form(
        DropPathVertex.class,
        vertex -> "new " + name(DropPathVertex.class) + "(" + vertex.getKeep() + ", "
            + vertex.getDepth() + ")");
  }

  private void losses() {
    for (Class<? extends ILossFunction> plain :
        Set.of(LossMSE.class, LossMAE.class, HuberLoss.class)) {
      form(plain, loss -> "new " + name(plain) + "()");
    }
    form(LossMCXENT.class, loss -> {
      INDArray weights = loss.getWeights();
      String given = weights == null
          ? ""
          : name(Nd4j.class) + ".valueArrayOf(new long[] {1, " + weights.length() + "}, "
              + weights.getFloat(0) + ")";
      return "new " + name(LossMCXENT.class) + "(" + given + ")";
    });
  }
}
