package org.nas4j.torch.internal;

import static org.nas4j.torch.internal.LibTorch.kept;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.nas4j.arch.Activation;
import org.nas4j.arch.Add;
import org.nas4j.arch.Architecture;
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
import org.nas4j.arch.LayerVisitor;
import org.nas4j.arch.Pooling;
import org.nas4j.arch.PoolingKind;
import org.nas4j.arch.RegressionOutput;
import org.nas4j.arch.SeparableConvolution;
import org.nas4j.arch.Shape;
import org.nas4j.arch.SoftmaxOutput;
import org.nas4j.arch.Window;
import org.nas4j.arch.ZeroPad;
import org.nas4j.dl4j.internal.FloatType;

/**
 * One pass of a batch through a network, node by node. Outputs yield what stands before the
 * softmax. What it made is freed when it is closed, if not before. For one thread.
 */
final class ForwardPass implements AutoCloseable {

  private static final long[] DENSE = {1, 1};
  private static final long CHANNELS = 1;

  private final PassPlan plan;
  private final Map<String, Tensor> arrays;
  private final Purpose purpose;
  private final Chance chance;
  private final BatchMoments moments = new BatchMoments();
  private final Map<String, Tensor> values = new HashMap<>();
  private long bytes;

  /**
   * Prepares.
   *
   * @param arrays weights by name, and running statistics if the purpose is inference
   * @param chance asked in training only
   */
  ForwardPass(PassPlan plan, Map<String, Tensor> arrays, Purpose purpose, Chance chance) {
    this.plan = plan;
    this.arrays = arrays;
    this.purpose = purpose;
    this.chance = chance;
  }

  /** Computes all nodes of the plan, with values between them of a type. */
  void run(Tensor examples, FloatType type) {
    values.put(Architecture.INPUT, kept(examples));
    Scopes.in(type, () -> {
      plan.entries().forEach(this::compute);
      return null;
    });
  }

  private void compute(PassPlan.Entry entry) {
    Tensor value = Scopes.freeing(() -> kept(new Step(entry).value()));
    bytes += value.nbytes();
    values.put(entry.node().name(), value);
    entry.lastReads().forEach(name -> values.remove(name).close());
  }

  /** What an output of the plan yielded. */
  Tensor value(String name) {
    return values.get(name);
  }

  /** By what the batch was normalized; nothing but in training. */
  BatchMoments moments() {
    return moments;
  }

  /** Memory of what all nodes yielded. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    values.values().forEach(Tensor::close);
    moments.close();
  }

  private final class Step implements LayerVisitor<Tensor> {

    private final PassPlan.Entry entry;
    private final List<Tensor> inputs;
    private final Tensor x;
    private final Shape shape;

    Step(PassPlan.Entry entry) {
      this.entry = entry;
      this.inputs = entry.inputs().stream().map(values::get).toList();
      this.x = inputs.get(0);
      this.shape = plan.architecture().inputShapes(entry.node()).get(0);
    }

    Tensor value() {
      Tensor value = entry.isDone() ? x : entry.node().layer().accept(this);
      if (entry.rectifies()) {
        torch.relu_(value);
      }
      return value;
    }

    private Tensor array(String name) {
      return arrays.get(entry.node().name() + "/" + name);
    }

    private TensorOptional given(String name) {
      Tensor array = array(name);
      return array == null ? new TensorOptional() : new TensorOptional(array);
    }

    private Tensor slide(
        Tensor maps, Shape in, Window window, String kernel, String bias, long groups) {
      return new SlidingWindow(window, (Shape.Image) in)
          .convolve(maps, array(kernel), given(bias), groups);
    }

    @Override
    public Tensor visit(Convolution layer) {
      return slide(x, shape, layer.window(), "kernel", "bias", layer.groups());
    }

    @Override
    public Tensor visit(DepthwiseConvolution layer) {
      return slide(x, shape, layer.window(), "kernel", "bias", shape.channels());
    }

    @Override
    public Tensor visit(SeparableConvolution layer) {
      Tensor half = slide(x, shape, layer.window(), "depthwise", "none", shape.channels());
      Shape between = layer.depthwise().output(List.of(shape));
      return slide(half, between, layer.pointwise().window(), "pointwise", "bias", 1);
    }

    /** One half of the filters reads rows and columns 0, 2, 4, the other 1, 3, 5 and so on. */
    @Override
    public Tensor visit(FactorizedReduction layer) {
      Shape.Image maps = (Shape.Image) shape;
      Border shift = new Border(-1, maps.height() % 2, -1, maps.width() % 2);
      return torch.cat(
          new TensorVector(halved(x, "even"), halved(shift.around(x, 0), "odd")), CHANNELS);
    }

    private Tensor halved(Tensor maps, String kernel) {
      return torch.conv2d(
          maps, array(kernel), new TensorOptional(), new long[] {2, 2}, new long[2], DENSE, 1);
    }

    @Override
    public Tensor visit(Pooling layer) {
      return new SlidingWindow(layer.window(), (Shape.Image) shape).pool(x, layer.by());
    }

    @Override
    public Tensor visit(GlobalPooling layer) {
      Tensor maps = x.flatten(2, 3);
      return layer.by() == PoolingKind.MAX ? Tensors.owned(maps.max(2).get0()) : maps.mean(2);
    }

    @Override
    public Tensor visit(BatchNormalization layer) {
      if (purpose == Purpose.INFERENCE) {
        return torch.batch_norm(
            x,
            given("gamma"),
            given("beta"),
            given("mean"),
            given("variance"),
            false,
            0,
            layer.epsilon(),
            true);
      }
      T_TensorTensorTensor_T normalized = torch.native_batch_norm(
          x,
          given("gamma"),
          given("beta"),
          new TensorOptional(),
          new TensorOptional(),
          true,
          0,
          layer.epsilon());
      if (purpose == Purpose.TRAINING) {
        moments.add(normalized.get1(), normalized.get2());
      }
      return Tensors.owned(normalized.get0());
    }

    @Override
    public Tensor visit(Activation layer) {
      return switch (layer.function()) {
        case RELU -> torch.relu(x);
        case LEAKY_RELU -> torch.leaky_relu(x);
        case ELU -> torch.elu(x);
        case TANH -> torch.tanh(x);
        case SIGMOID -> torch.sigmoid(x);
        case RELU6 -> torch.relu6(x);
        case HARD_SWISH -> torch.hardswish(x);
      };
    }

    @Override
    public Tensor visit(Dense layer) {
      return torch.linear(x, array("kernel"), given("bias"));
    }

    @Override
    public Tensor visit(Dropout layer) {
      return purpose == Purpose.TRAINING && layer.rate() > 0
          ? x.mul(mask(torch.empty_like(x), 1 - layer.rate()))
          : x;
    }

    @Override
    public Tensor visit(DropPath layer) {
      double keep = layer.keepAt(chance.progress());
      if (purpose != Purpose.TRAINING || keep == 1) {
        return x;
      }
      long[] each = new long[(int) x.dim()];
      Arrays.fill(each, 1);
      each[0] = x.size(0);
      return x.mul(mask(torch.empty(each, x.options(), new MemoryFormatOptional()), keep));
    }

    /** 0, or the inverse of the probability to keep a value. */
    private Tensor mask(Tensor room, double keep) {
      return room.bernoulli_(keep, chance.generator()).div_(new Scalar(keep));
    }

    @Override
    public Tensor visit(Identity layer) {
      return x;
    }

    @Override
    public Tensor visit(Flatten layer) {
      return x.flatten(1, 3);
    }

    @Override
    public Tensor visit(ZeroPad layer) {
      return new Border(layer.top(), layer.bottom(), layer.left(), layer.right()).around(x, 0);
    }

    @Override
    public Tensor visit(ChannelWindow layer) {
      int taken = layer.taken(shape.channels());
      Tensor part = x.narrow(CHANNELS, layer.from(), taken);
      return taken == layer.channels()
          ? part
          : torch.constant_pad_nd(part, 0, 0, 0, 0, 0, layer.channels() - taken);
    }

    @Override
    public Tensor visit(Add layer) {
      return sum();
    }

    private Tensor sum() {
      Tensor sum = x;
      for (Tensor other : inputs.subList(1, inputs.size())) {
        sum = sum.add(other);
      }
      return sum;
    }

    @Override
    public Tensor visit(Average layer) {
      return sum().div(new Scalar((double) inputs.size()));
    }

    @Override
    public Tensor visit(Concat layer) {
      return torch.cat(new TensorVector(inputs.toArray(Tensor[]::new)), CHANNELS);
    }

    @Override
    public Tensor visit(ChannelScale layer) {
      return x.mul(inputs.get(1).unsqueeze(2).unsqueeze(3));
    }

    @Override
    public Tensor visit(SoftmaxOutput layer) {
      return torch.linear(x, array("kernel"), given("bias"));
    }

    @Override
    public Tensor visit(RegressionOutput layer) {
      return torch.linear(x, array("kernel"), given("bias"));
    }
  }
}
