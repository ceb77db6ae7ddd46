package org.nas4j.internal.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Average;
import org.nas4j.arch.BatchNormalization;
import org.nas4j.arch.ChannelScale;
import org.nas4j.arch.ChannelWindow;
import org.nas4j.arch.Concat;
import org.nas4j.arch.Convolution;
import org.nas4j.arch.Dense;
import org.nas4j.arch.DepthwiseConvolution;
import org.nas4j.arch.DropPath;
import org.nas4j.arch.Dropout;
import org.nas4j.arch.FactorizedReduction;
import org.nas4j.arch.Flatten;
import org.nas4j.arch.GlobalPooling;
import org.nas4j.arch.Identity;
import org.nas4j.arch.Layer;
import org.nas4j.arch.Padding;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionLoss;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.internal.json.JsonCursor;
import org.nas4j.internal.json.JsonObject;
import org.nas4j.internal.json.MalformedJsonException;

/**
 * How one kind of layer is written and read.
 *
 * @param type its name in the document
 * @param writer puts the layer's settings into an object
 * @param reader makes a layer of an object's members
 * @param <L> the kind of layer
 */
record LayerFormat<L extends Layer>(
    String type, BiConsumer<L, JsonObject> writer, Function<JsonCursor, L> reader) {

  private static final int MAX_SIZE = 1_000_000;
  private static final int MAX_WINDOW = 1000;
  private static final int MAX_WORD = 40;

  private static final Map<String, LayerFormat<?>> BY_TYPE = new LinkedHashMap<>();

  static final LayerFormat<Convolution> CONVOLUTION = put(
      "convolution",
      (layer, to) -> {
        to.put("filters", layer.filters());
        write(layer.window(), to);
        to.put("groups", layer.groups()).put("bias", layer.bias());
      },
      at -> new Convolution(
          size(at, "filters"), window(at), size(at, "groups"), at.member("bias").flag()));

  static final LayerFormat<DepthwiseConvolution> DEPTHWISE_CONVOLUTION = put(
      "depthwiseConvolution",
      (layer, to) -> {
        write(layer.window(), to);
        to.put("bias", layer.bias());
      },
      at -> new DepthwiseConvolution(window(at), at.member("bias").flag()));

  static final LayerFormat<SeparableConvolution> SEPARABLE_CONVOLUTION = put(
      "separableConvolution",
      (layer, to) -> {
        to.put("filters", layer.filters());
        write(layer.window(), to);
        to.put("bias", layer.bias());
      },
      at -> new SeparableConvolution(
          size(at, "filters"), window(at), at.member("bias").flag()));

  static final LayerFormat<FactorizedReduction> FACTORIZED_REDUCTION = put(
      "factorizedReduction",
      (layer, to) -> to.put("filters", layer.filters()),
      at -> new FactorizedReduction(size(at, "filters")));

  static final LayerFormat<Pooling> POOLING = put(
      "pooling",
      (layer, to) -> {
        to.put("by", word(layer.by()));
        write(layer.window(), to);
      },
      at -> new Pooling(constant(at.member("by"), PoolingKind.values()), window(at)));

  static final LayerFormat<GlobalPooling> GLOBAL_POOLING = put(
      "globalPooling",
      (layer, to) -> to.put("by", word(layer.by())),
      at -> new GlobalPooling(constant(at.member("by"), PoolingKind.values())));

  static final LayerFormat<Dense> DENSE = put(
      "dense",
      (layer, to) -> to.put("units", layer.units()).put("bias", layer.bias()),
      at -> new Dense(size(at, "units"), at.member("bias").flag()));

  static final LayerFormat<SoftmaxOutput> SOFTMAX_OUTPUT = put(
      "softmaxOutput",
      (layer, to) -> to.put("classes", layer.classes()).put("lossWeight", layer.lossWeight()),
      at -> new SoftmaxOutput(size(at, "classes"), at.member("lossWeight").number()));

  static final LayerFormat<RegressionOutput> REGRESSION_OUTPUT = put(
      "regressionOutput",
      (layer, to) -> {
        to.put("units", layer.units());
        if (layer.loss() != RegressionLoss.SQUARED) {
          to.put("loss", word(layer.loss()));
        }
      },
      at -> new RegressionOutput(
          size(at, "units"),
          at.find("loss")
              .map(loss -> constant(loss, RegressionLoss.values()))
              .orElse(RegressionLoss.SQUARED)));

  static final LayerFormat<BatchNormalization> BATCH_NORMALIZATION = put(
      "batchNormalization",
      (layer, to) -> to.put("epsilon", layer.epsilon()).put("decay", layer.decay()),
      at -> new BatchNormalization(
          at.member("epsilon").number(), at.member("decay").number()));

  static final LayerFormat<Activation> ACTIVATION = put(
      "activation",
      (layer, to) -> to.put("function", word(layer.function())),
      at -> new Activation(constant(at.member("function"), Activation.Function.values())));

  static final LayerFormat<Dropout> DROPOUT = put(
      "dropout",
      (layer, to) -> to.put("rate", layer.rate()),
      at -> new Dropout(at.member("rate").number()));

  static final LayerFormat<DropPath> DROP_PATH = put(
      "dropPath",
      (layer, to) -> to.put("keep", layer.keep()).put("depth", layer.depth()),
      at -> new DropPath(at.member("keep").number(), at.member("depth").number()));

  static final LayerFormat<ZeroPad> ZERO_PAD = put(
      "zeroPad",
      (layer, to) -> to.put("top", layer.top())
          .put("bottom", layer.bottom())
          .put("left", layer.left())
          .put("right", layer.right()),
      at -> new ZeroPad(
          border(at, "top"), border(at, "bottom"), border(at, "left"), border(at, "right")));

  static final LayerFormat<ChannelWindow> CHANNEL_WINDOW = put(
      "channelWindow",
      (layer, to) -> to.put("from", layer.from()).put("channels", layer.channels()),
      at -> new ChannelWindow(border(at, "from"), size(at, "channels")));

  static final LayerFormat<Identity> IDENTITY =
      put("identity", (layer, to) -> {}, at -> new Identity());

  static final LayerFormat<Flatten> FLATTEN =
      put("flatten", (layer, to) -> {}, at -> new Flatten());

  static final LayerFormat<Add> ADD = put("add", (layer, to) -> {}, at -> new Add());

  static final LayerFormat<Average> AVERAGE =
      put("average", (layer, to) -> {}, at -> new Average());

  static final LayerFormat<Concat> CONCAT = put("concat", (layer, to) -> {}, at -> new Concat());

  static final LayerFormat<ChannelScale> CHANNEL_SCALE =
      put("channelScale", (layer, to) -> {}, at -> new ChannelScale());

  private static <L extends Layer> LayerFormat<L> put(
      String type, BiConsumer<L, JsonObject> writer, Function<JsonCursor, L> reader) {
    LayerFormat<L> format = new LayerFormat<>(type, writer, reader);
    BY_TYPE.put(type, format);
    return format;
  }

  JsonObject write(L layer) {
    JsonObject to = new JsonObject().put("type", type);
    writer.accept(layer, to);
    return to;
  }

  static Layer read(JsonCursor at) {
    JsonCursor type = at.member("type");
    LayerFormat<?> format = BY_TYPE.get(type.text(MAX_WORD));
    if (format == null) {
      throw type.error(
          "[" + type.text(MAX_WORD) + "] is no type of layer; types are " + BY_TYPE.keySet());
    }
    Layer layer;
    try {
      layer = format.reader.apply(at);
    } catch (MalformedJsonException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw at.error(e.getMessage());
    }
    at.refuseOthers();
    return layer;
  }

  private static void write(Window window, JsonObject to) {
    to.put("kernel", List.of(window.kernelHeight(), window.kernelWidth()));
    to.put("stride", List.of(window.strideHeight(), window.strideWidth()));
    to.put("dilation", List.of(window.dilationHeight(), window.dilationWidth()));
    Padding padding = window.padding();
    if (padding.same()) {
      to.put("padding", "same");
    } else {
      to.put("padding", List.of(padding.height(), padding.width()));
    }
  }

  private static Window window(JsonCursor at) {
    List<Integer> kernel = pair(at.member("kernel"), 1);
    List<Integer> stride = pair(at.member("stride"), 1);
    List<Integer> dilation = pair(at.member("dilation"), 1);
    return new Window(
        kernel.get(0),
        kernel.get(1),
        stride.get(0),
        stride.get(1),
        dilation.get(0),
        dilation.get(1),
        padding(at.member("padding")));
  }

  private static Padding padding(JsonCursor at) {
    if (at.isText()) {
      if (!at.text(MAX_WORD).equals("same")) {
        throw at.error("must be [same] or two sizes, but is [" + at.text(MAX_WORD) + "]");
      }
      return Padding.SAME;
    }
    List<Integer> sizes = pair(at, 0);
    return Padding.explicit(sizes.get(0), sizes.get(1));
  }

  private static List<Integer> pair(JsonCursor at, int least) {
    return at.items(2, 2).stream().map(each -> each.integer(least, MAX_WINDOW)).toList();
  }

  private static int size(JsonCursor at, String name) {
    return at.member(name).integer(1, MAX_SIZE);
  }

  private static int border(JsonCursor at, String name) {
    return at.member(name).integer(0, MAX_SIZE);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> E constant(JsonCursor at, E[] constants) {
    String word = at.text(MAX_WORD);
    for (E each : constants) {
      if (word(each).equals(word)) {
        return each;
      }
    }
    throw at.error("[" + word + "] is unknown; known are "
        + List.of(constants).stream().map(LayerFormat::word).toList());
  }
}
