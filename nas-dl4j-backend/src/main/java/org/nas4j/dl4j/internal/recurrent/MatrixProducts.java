package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nas4j.dl4j.internal.recurrent.Operation.Affine;

/**
 * The products of a lane's cell. The input's part comes from an {@link InputTable} or an
 * {@link InputSequence}, by batch; states are multiplied as their time comes. Gradients of matrices
 * are one product over all times.
 */
final class MatrixProducts implements AutoCloseable {

  private final Lane lane;
  private final RecurrentParameters parameters;
  private final WeightGradients gradients = new WeightGradients();
  private final List<Site> sites = new ArrayList<>();
  private final List<NativeFloats> mirrors = new ArrayList<>();
  private final NativeFloats sent;
  private InputSequence inputs;
  private int[] mirroredAt = new int[0];
  private List<Affine> operations = List.of();
  private boolean looksUp;
  private TokenBatch batch;

  MatrixProducts(Lane lane, RecurrentParameters parameters) {
    this.lane = lane;
    this.parameters = parameters;
    this.sent = new NativeFloats(1, lane.size());
  }

  /** Where one operation's numbers are. */
  private static final class Site implements AutoCloseable {
    private NativeFloats mixed;
    private InputTable table;
    private float[] bias = new float[0];
    private RecurrentParameter inputWeight;
    private RecurrentParameter weight;
    private RecurrentParameter biasWeight;

    @Override
    public void close() {
      if (mixed != null) {
        mixed.close();
      }
      if (table != null) {
        table.close();
      }
    }
  }

  WeightGradients gradients() {
    return gradients;
  }

  void use(CellProgram program) {
    while (sites.size() < program.registers()) {
      sites.add(new Site());
      mirrors.add(null);
    }
    mirroredAt = new int[program.registers()];
    operations = program.operations().stream()
        .filter(Affine.class::isInstance)
        .map(Affine.class::cast)
        .toList();
    operations.forEach(this::prepare);
  }

  private void prepare(Affine affine) {
    Site site = sites.get(affine.target());
    List<Integer> matrix = List.of(lane.hidden(), affine.width());
    site.inputWeight =
        affine.inputWeight() == null ? null : parameters.get(affine.inputWeight(), matrix);
    site.weight = affine.weight() == null ? null : parameters.get(affine.weight(), matrix);
    site.biasWeight =
        affine.bias() == null ? null : parameters.get(affine.bias(), List.of(affine.width()));
    int size = lane.rows() * affine.width();
    if (site.mixed == null || site.mixed.size() != size) {
      if (site.mixed != null) {
        site.mixed.close();
      }
      site.mixed = new NativeFloats(lane.steps(), size);
    }
    if (site.bias.length < affine.width()) {
      site.bias = new float[affine.width()];
    }
    if (affine.source() >= 0 && mirrors.get(affine.source()) == null) {
      mirrors.set(affine.source(), new NativeFloats(lane.steps(), lane.size()));
    }
  }

  /** Before the first step of time. */
  void start(TokenBatch newBatch) {
    batch = newBatch;
    looksUp = InputTable.suits(lane, batch);
    Arrays.fill(mirroredAt, -1);
    if (!looksUp) {
      if (inputs == null) {
        inputs = new InputSequence(lane, parameters);
      }
      inputs.gather(batch);
    }
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).inputWeight() != null) {
        startInput(operations.get(i), sites.get(operations.get(i).target()));
      }
    }
  }

  private void startInput(Affine affine, Site site) {
    if (!looksUp) {
      inputs.multiply(site.inputWeight, affine.width(), site.mixed);
      return;
    }
    if (site.table == null || site.table.width() != affine.width()) {
      if (site.table != null) {
        site.table.close();
      }
      site.table = new InputTable(lane, parameters, affine.width());
    }
    site.table.start(site.inputWeight, site.biasWeight);
  }

  private boolean looksUp(Affine affine) {
    return looksUp && affine.inputWeight() != null;
  }

  void forward(Affine affine, int time) {
    Site site = sites.get(affine.target());
    float[] target = lane.value(affine.target(), time);
    int width = affine.width();
    if (looksUp(affine)) {
      site.table.lookUp(batch, time, target);
    }
    if (affine.source() >= 0) {
      if (looksUp(affine)) {
        site.mixed.put(time, target, lane.rows() * width);
      }
      mirror(affine.source(), time);
      Gemm.multiply(
          false,
          false,
          lane.rows(),
          width,
          lane.hidden(),
          mirrors.get(affine.source()).at(time),
          site.weight.copy().at(0),
          affine.inputWeight() == null ? 0 : 1,
          site.mixed.at(time));
    }
    if (!looksUp(affine) || affine.source() >= 0) {
      site.mixed.get(time, target, lane.rows() * width);
    }
    // Rows of a table hold the bias already.
    for (int r = 0; site.biasWeight != null && !looksUp(affine) && r < lane.rows(); r++) {
      Loops.addRow(target, r * width, site.biasWeight.values(), 0, width);
    }
  }

  /** Lets products read a register's value; copied once, however many read it. */
  private void mirror(int register, int time) {
    if (mirroredAt[register] != time) {
      mirroredAt[register] = time;
      mirrors.get(register).put(time, lane.value(register, time), lane.size());
    }
  }

  /** Before the first step back. */
  void forget() {
    gradients.forget();
    if (inputs != null) {
      inputs.forget();
    }
    for (int i = 0; i < operations.size(); i++) {
      Site site = sites.get(operations.get(i).target());
      Arrays.fill(site.bias, 0);
      if (site.table != null) {
        site.table.forget();
      }
    }
  }

  void backward(Affine affine, int time) {
    Site site = sites.get(affine.target());
    float[] gradient = lane.gradient(affine.target());
    int width = affine.width();
    if (looksUp(affine)) {
      site.table.gather(batch, time, gradient);
    } else if (site.biasWeight != null) {
      for (int r = 0; r < lane.rows(); r++) {
        Loops.addRow(site.bias, 0, gradient, r * width, width);
      }
    }
    if (affine.source() < 0 && looksUp(affine)) {
      return;
    }
    site.mixed.put(time, gradient, lane.rows() * width);
    if (affine.source() >= 0) {
      send(affine, site, time);
    }
  }

  /** Tells the source what is said of the sum. */
  private void send(Affine affine, Site site, int time) {
    Gemm.multiply(
        false,
        true,
        lane.rows(),
        lane.hidden(),
        affine.width(),
        site.mixed.at(time),
        site.weight.copy().at(0),
        0,
        sent.at(0));
    sent.get(0, lane.scratch(), lane.size());
    Loops.add(lane.gradient(affine.source()), lane.scratch(), lane.size());
  }

  /** After the last step back: the gradients of matrices, over all of time. */
  void finish(TokenBatch done) {
    int all = lane.steps() * lane.rows();
    for (int i = 0; i < operations.size(); i++) {
      Affine affine = operations.get(i);
      Site site = sites.get(affine.target());
      if (affine.source() >= 0) {
        gradients.accumulate(site.weight, all, mirrors.get(affine.source()), site.mixed);
      }
      if (looksUp(affine)) {
        if (site.biasWeight != null) {
          site.table.sum(site.bias);
        }
        site.table.finish(site.inputWeight, gradients);
      } else if (affine.inputWeight() != null) {
        inputs.finish(site.inputWeight, affine.width(), site.mixed, gradients);
      }
      if (site.biasWeight != null) {
        gradients.accumulate(site.biasWeight, site.bias);
      }
    }
    if (!looksUp) {
      inputs.scatter(done, gradients);
    }
  }

  @Override
  public void close() {
    gradients.close();
    sent.close();
    sites.forEach(Site::close);
    for (NativeFloats mirror : mirrors) {
      if (mirror != null) {
        mirror.close();
      }
    }
    if (inputs != null) {
      inputs.close();
    }
  }
}
