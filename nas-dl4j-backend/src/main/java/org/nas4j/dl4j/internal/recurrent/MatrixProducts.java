package org.nas4j.dl4j.internal.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The products of a lane's cell. Where the vocabulary is small, the input's part is a table of one row a token, embedding
 * times matrix, from which rows are looked up: the same sums, made once a token instead of once an occurrence; its
 * gradient is gathered by token before it is multiplied. Else, and under dropout, inputs of all times are multiplied at
 * once. Gradients of matrices are one product over all times.
 */
final class CellProducts implements AutoCloseable {

  private final Lane lane;
  private final RecurrentParameters parameters;
  private final WeightGradients gradients = new WeightGradients();
  private final List<Site> sites = new ArrayList<>();
  private final List<NativeFloats> mirrors = new ArrayList<>();
  private final NativeFloats sent;
  private NativeFloats inputs;
  private NativeFloats inputGradients;
  private float[] row = new float[0];
  private int[] mirroredAt = new int[0];
  private CellProgram program;
  private boolean table;
  private TokenBatch batch;

  CellProducts(Lane lane, RecurrentParameters parameters) {
    this.lane = lane;
    this.parameters = parameters;
    this.sent = new NativeFloats(1, lane.size());
  }

  /** Where one affine operation's numbers are. */
  private static final class Site implements AutoCloseable {
    private NativeFloats mixed;
    private NativeFloats table;
    private float[] rows = new float[0];
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

  void use(CellProgram newProgram) {
    program = newProgram;
    while (sites.size() < program.registers()) {
      sites.add(new Site());
      mirrors.add(null);
    }
    mirroredAt = new int[program.registers()];
    for (Operation operation : program.operations()) {
      if (operation instanceof Operation.Affine affine) {
        prepare(affine);
      }
    }
  }

  private void prepare(Operation.Affine affine) {
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
    // A table row pays off where tokens come up more than once.
    table =
        !batch.hasInputMask() && lane.vocabulary() <= Math.max(1, lane.steps() * lane.rows() / 2);
    Arrays.fill(mirroredAt, -1);
    if (!table) {
      gatherInputs();
    }
    for (int i = 0; i < program.operations().size(); i++) {
      if (program.operations().get(i) instanceof Operation.Affine affine
          && affine.inputWeight() != null) {
        startInput(affine, sites.get(affine.target()));
      }
    }
  }

  private void startInput(Operation.Affine affine, Site site) {
    int width = affine.width();
    if (!table) {
      int all = lane.steps() * lane.rows();
      Gemm.multiply(
          false,
          false,
          all,
          width,
          lane.hidden(),
          inputs.at(0),
          site.inputWeight.copy().at(0),
          0,
          site.mixed.at(0));
      return;
    }
    int size = lane.vocabulary() * width;
    if (site.table == null || site.table.size() != size) {
      if (site.table != null) {
        site.table.close();
      }
      site.table = new NativeFloats(1, size);
      site.rows = new float[size];
    }
    Gemm.multiply(
        false,
        false,
        lane.vocabulary(),
        width,
        lane.hidden(),
        parameters.embedding().copy().at(0),
        site.inputWeight.copy().at(0),
        0,
        site.table.at(0));
    site.table.get(0, site.rows, size);
    if (site.biasWeight != null) {
      for (int token = 0; token < lane.vocabulary(); token++) {
        Loops.addRow(site.rows, token * width, site.biasWeight.values(), 0, width);
      }
    }
  }

  /** The embeddings of all times, dropped by the batch's mask. */
  private void gatherInputs() {
    if (inputs == null) {
      inputs = new NativeFloats(lane.steps(), lane.size());
      inputGradients = new NativeFloats(lane.steps(), lane.size());
    }
    float[] embedded = lane.scratch();
    int n = lane.hidden();
    for (int t = 0; t < lane.steps(); t++) {
      for (int r = 0; r < lane.rows(); r++) {
        int token = batch.input(t, lane.from() + r);
        System.arraycopy(parameters.embedding().values(), token * n, embedded, r * n, n);
      }
      batch.maskInput(embedded, lane.from(), lane.size());
      inputs.put(t, embedded, lane.size());
    }
  }

  void forward(Operation.Affine affine, int time) {
    Site site = sites.get(affine.target());
    float[] target = lane.value(affine.target(), time);
    int width = affine.width();
    boolean looksUp = affine.inputWeight() != null && table;
    if (looksUp) {
      for (int r = 0; r < lane.rows(); r++) {
        int token = batch.input(time, lane.from() + r);
        System.arraycopy(site.rows, token * width, target, r * width, width);
      }
    }
    if (affine.source() >= 0) {
      if (looksUp) {
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
    if (!looksUp || affine.source() >= 0) {
      site.mixed.get(time, target, lane.rows() * width);
    }
    if (site.biasWeight != null && !looksUp) {
      for (int r = 0; r < lane.rows(); r++) {
        Loops.addRow(target, r * width, site.biasWeight.values(), 0, width);
      }
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
    for (int i = 0; i < program.operations().size(); i++) {
      if (program.operations().get(i) instanceof Operation.Affine affine) {
        Site site = sites.get(affine.target());
        Arrays.fill(site.rows, 0);
        Arrays.fill(site.bias, 0);
      }
    }
  }

  void backward(Operation.Affine affine, int time) {
    Site site = sites.get(affine.target());
    float[] gradient = lane.gradient(affine.target());
    int width = affine.width();
    boolean looksUp = affine.inputWeight() != null && table;
    for (int r = 0; r < lane.rows(); r++) {
      if (looksUp) {
        int token = batch.input(time, lane.from() + r);
        Loops.addRow(site.rows, token * width, gradient, r * width, width);
      } else if (site.biasWeight != null) {
        Loops.addRow(site.bias, 0, gradient, r * width, width);
      }
    }
    if (affine.source() < 0 && looksUp) {
      return;
    }
    site.mixed.put(time, gradient, lane.rows() * width);
    if (affine.source() >= 0) {
      Gemm.multiply(
          false,
          true,
          lane.rows(),
          lane.hidden(),
          width,
          site.mixed.at(time),
          site.weight.copy().at(0),
          0,
          sent.at(0));
      sent.get(0, lane.scratch(), lane.size());
      Loops.add(lane.gradient(affine.source()), lane.scratch(), lane.size());
    }
  }

  /** After the last step back: the gradients of matrices, over all of time. */
  void finish(TokenBatch done) {
    boolean first = true;
    for (int i = 0; i < program.operations().size(); i++) {
      if (program.operations().get(i) instanceof Operation.Affine affine) {
        Site site = sites.get(affine.target());
        if (affine.source() >= 0) {
          accumulate(
              site.weight,
              lane.steps() * lane.rows(),
              mirrors.get(affine.source()),
              site.mixed,
              affine.width());
        }
        if (affine.inputWeight() != null && table) {
          finishTable(affine, site);
        } else if (affine.inputWeight() != null) {
          accumulate(
              site.inputWeight, lane.steps() * lane.rows(), inputs, site.mixed, affine.width());
          Gemm.multiply(
              false,
              true,
              lane.steps() * lane.rows(),
              lane.hidden(),
              affine.width(),
              site.mixed.at(0),
              site.inputWeight.copy().at(0),
              first ? 0 : 1,
              inputGradients.at(0));
          first = false;
        }
        if (site.biasWeight != null) {
          gradients.get(site.biasWeight).put(0, site.bias, affine.width());
          gradients.beta(site.biasWeight);
        }
      }
    }
    if (!table) {
      scatterInputs(done);
    }
  }

  /** gradient of weight += leftᵀ · right over some rows. */
  private void accumulate(
      RecurrentParameter weight, int count, NativeFloats left, NativeFloats right, int width) {
    NativeFloats target = gradients.get(weight);
    Gemm.multiply(
        true,
        false,
        lane.hidden(),
        width,
        count,
        left.at(0),
        right.at(0),
        gradients.beta(weight),
        target.at(0));
  }

  private void finishTable(Operation.Affine affine, Site site) {
    int width = affine.width();
    if (site.biasWeight != null) {
      for (int token = 0; token < lane.vocabulary(); token++) {
        Loops.addRow(site.bias, 0, site.rows, token * width, width);
      }
    }
    site.table.put(0, site.rows, lane.vocabulary() * width);
    accumulate(
        site.inputWeight, lane.vocabulary(), parameters.embedding().copy(), site.table, width);
    NativeFloats target = gradients.get(parameters.embedding());
    Gemm.multiply(
        false,
        true,
        lane.vocabulary(),
        lane.hidden(),
        width,
        site.table.at(0),
        site.inputWeight.copy().at(0),
        gradients.beta(parameters.embedding()),
        target.at(0));
  }

  /** Adds what each occurrence of a token says of its embedding. */
  private void scatterInputs(TokenBatch done) {
    NativeFloats target = gradients.get(parameters.embedding());
    int size = parameters.embedding().size();
    if (row.length < size) {
      row = new float[size];
    }
    target.get(0, row, size);
    if (gradients.beta(parameters.embedding()) == 0) {
      Arrays.fill(row, 0);
    }
    int n = lane.hidden();
    for (int t = 0; t < lane.steps(); t++) {
      inputGradients.get(t, lane.scratch(), lane.size());
      done.maskInput(lane.scratch(), lane.from(), lane.size());
      for (int r = 0; r < lane.rows(); r++) {
        Loops.addRow(row, done.input(t, lane.from() + r) * n, lane.scratch(), r * n, n);
      }
    }
    target.put(0, row, size);
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
      inputGradients.close();
    }
  }
}
