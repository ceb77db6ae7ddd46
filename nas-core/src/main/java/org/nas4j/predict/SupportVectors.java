package org.nas4j.predict;

import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/**
 * A regression by support vectors with a tube whose width is found, such that about a share ν of
 * the examples lies outside (scholkopf2000nusvr), solved by LIBSVM. The kernel is ours, since
 * LIBSVM's would differ between machines in the last bit. Immutable.
 */
final class SupportVectors {

  /** LIBSVM's own defaults. */
  private static final double TOLERANCE = 1e-3;

  private static final double CACHE_MEGABYTES = 16;

  static {
    svm.svm_set_print_string_function(text -> {});
  }

  private final double[][] rows;
  private final SupportSettings settings;
  private final svm_model model;

  private SupportVectors(double[][] rows, SupportSettings settings, svm_model model) {
    this.rows = rows;
    this.settings = settings;
    this.model = model;
  }

  /** Fits targets to rows, of which there are as many, at least one. */
  static SupportVectors fit(double[][] rows, double[] targets, SupportSettings settings) {
    svm_problem problem = new svm_problem();
    problem.l = rows.length;
    problem.y = targets;
    problem.x = new svm_node[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      problem.x[i] = nodes(i + 1, rows[i], rows, settings);
    }
    svm_parameter parameter = new svm_parameter();
    parameter.svm_type = svm_parameter.NU_SVR;
    parameter.kernel_type = svm_parameter.PRECOMPUTED;
    parameter.C = settings.c();
    parameter.nu = settings.nu();
    parameter.eps = TOLERANCE;
    parameter.cache_size = CACHE_MEGABYTES;
    parameter.shrinking = 1;
    return new SupportVectors(rows, settings, svm.svm_train(problem, parameter));
  }

  /** LIBSVM's form of a row whose kernel is given: its number, from 1, and the kernel with each. */
  private static svm_node[] nodes(
      int number, double[] row, double[][] rows, SupportSettings settings) {
    svm_node[] nodes = new svm_node[rows.length + 1];
    nodes[0] = node(0, number);
    double gamma = settings.gamma() / row.length;
    for (int j = 0; j < rows.length; j++) {
      nodes[j + 1] = node(j + 1, settings.kernel().of(row, rows[j], gamma));
    }
    return nodes;
  }

  private static svm_node node(int index, double value) {
    svm_node node = new svm_node();
    node.index = index;
    node.value = value;
    return node;
  }

  double predict(double[] row) {
    return svm.svm_predict(model, nodes(0, row, rows, settings));
  }

  /** How many of the rows support it. */
  int count() {
    return model.l;
  }

  /** How many of them are at their bound, C: those outside the tube. */
  int outside() {
    int outside = 0;
    for (double coefficient : model.sv_coef[0]) {
      outside += Math.abs(coefficient) >= settings.c() * (1 - 1e-9) ? 1 : 0;
    }
    return outside;
  }
}
