package org.nas4j.dl4j.internal.recurrent;

/**
 * The inner loops of operations. Each writes one array at most and has no branch, so that the
 * compiler turns it into vector code; offsets are those of the first element of a row.
 */
final class Loops {

  private Loops() {}

  static void add(float[] to, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += x[i];
    }
  }

  static void addScaled(float[] to, float[] x, float factor, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += factor * x[i];
    }
  }

  static void sum(float[] to, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = x[i] + y[i];
    }
  }

  static void product(float[] to, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = x[i] * y[i];
    }
  }

  static void addProduct(float[] to, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += x[i] * y[i];
    }
  }

  static void line(float[] to, float[] x, float factor, float offset, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = factor * x[i] + offset;
    }
  }

  static void blend(float[] to, float[] gate, float[] fresh, float[] old, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = old[i] + gate[i] * (fresh[i] - old[i]);
    }
  }

  static void addDifference(float[] to, float[] g, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += g[i] * (x[i] - y[i]);
    }
  }

  /** Adds what a gate leaves over. */
  static void addRest(float[] to, float[] g, float[] gate, int n) {
    for (int i = 0; i < n; i++) {
      to[i] += g[i] * (1 - gate[i]);
    }
  }

  /**
   * In double precision, since squares of floats may overflow; four sums, since each addition waits
   * for the one before.
   */
  static double dot(float[] x, float[] y, int r, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = r;
    for (; i + 3 < r + n; i += 4) {
      a += x[i] * (double) y[i];
      b += x[i + 1] * (double) y[i + 1];
      c += x[i + 2] * (double) y[i + 2];
      d += x[i + 3] * (double) y[i + 3];
    }
    for (; i < r + n; i++) {
      a += x[i] * (double) y[i];
    }
    return a + b + c + d;
  }

  static void scaled(float[] to, int r, float[] x, float factor, int n) {
    for (int i = r; i < r + n; i++) {
      to[i] = factor * x[i];
    }
  }

  /** Adds g less a multiple of x. */
  static void addWithout(
      float[] to, int r, float[] g, float[] x, float factor, float along, int n) {
    for (int i = r; i < r + n; i++) {
      to[i] += factor * (g[i] - along * x[i]);
    }
  }

  static void addRow(float[] to, int at, float[] x, int from, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += x[from + i];
    }
  }

  static void highway(float[] out, int r, float[] s, float[] m, int a, int n) {
    int t = a + n;
    for (int i = 0; i < n; i++) {
      out[r + i] = s[r + i] + m[t + i] * (m[a + i] - s[r + i]);
    }
  }

  static void highwayToNew(float[] dm, int a, float[] g, int r, float[] m, int n) {
    int t = a + n;
    for (int i = 0; i < n; i++) {
      dm[a + i] = g[r + i] * m[t + i];
    }
  }

  static void highwayToGate(float[] dm, int a, float[] g, int r, float[] s, float[] m, int n) {
    int t = a + n;
    for (int i = 0; i < n; i++) {
      dm[t + i] = g[r + i] * (m[a + i] - s[r + i]) * (m[t + i] * (1 - m[t + i]));
    }
  }

  static void highwayToOld(float[] ds, float[] g, int r, float[] m, int a, int n) {
    int t = a + n;
    for (int i = 0; i < n; i++) {
      ds[r + i] += g[r + i] * (1 - m[t + i]);
    }
  }

  static void newCell(float[] c, int r, float[] old, float[] m, int a, int n) {
    int f = a + n;
    int g = f + n;
    for (int i = 0; i < n; i++) {
      c[r + i] = m[f + i] * old[r + i] + m[a + i] * m[g + i];
    }
  }

  static void newHidden(float[] h, int r, float[] tanh, float[] m, int o, int n) {
    for (int i = 0; i < n; i++) {
      h[r + i] = m[o + i] * tanh[r + i];
    }
  }

  static void toCell(float[] dc, int r, float[] dh, float[] tanh, float[] m, int o, int n) {
    for (int i = 0; i < n; i++) {
      dc[r + i] += dh[r + i] * m[o + i] * (1 - tanh[r + i] * tanh[r + i]);
    }
  }

  /** Gradient before the sigmoid of a gate that multiplied {@code y}. */
  static void toGate(float[] dm, int at, float[] m, float[] g, int r, float[] y, int from, int n) {
    for (int i = 0; i < n; i++) {
      dm[at + i] = g[r + i] * y[from + i] * (m[at + i] * (1 - m[at + i]));
    }
  }

  static void toNew(float[] dm, int at, float[] m, float[] dc, int r, int gate, int n) {
    for (int i = 0; i < n; i++) {
      dm[at + i] = dc[r + i] * m[gate + i] * (1 - m[at + i] * m[at + i]);
    }
  }

  static void toOld(float[] dold, int r, float[] dc, float[] m, int f, int n) {
    for (int i = 0; i < n; i++) {
      dold[r + i] += dc[r + i] * m[f + i];
    }
  }
}
