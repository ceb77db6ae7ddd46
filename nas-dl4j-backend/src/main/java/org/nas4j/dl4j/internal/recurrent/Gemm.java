package org.nas4j.dl4j.internal.recurrent;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Products of matrices in native memory, row-major: by oneDNN where its native code is there, else
 * by OpenBLAS.
 */
final class Gemm {

  private static final Logger LOG = LoggerFactory.getLogger(Gemm.class);
  private static final boolean ONEDNN = load();

  private Gemm() {}

  private static boolean load() {
    try {
      dnnl.dnnl_version();
      return true;
    } catch (LinkageError e) {
      LOG.info("Products by OpenBLAS, since oneDNN's native code is not there: {}", e.toString());
      return false;
    }
  }

  /**
   * C = A·B + beta·C with A of m×k, stored as k×m if it is transposed, and B of k×n, stored as n×k
   * if it is.
   *
   * @param beta 0 to write, 1 to add
   */
  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      FloatPointer b,
      float beta,
      FloatPointer c) {
    int lda = transposeA ? m : k;
    int ldb = transposeB ? k : n;
    if (ONEDNN) {
      byte first = (byte) (transposeA ? 'T' : 'N');
      byte second = (byte) (transposeB ? 'T' : 'N');
      int status = dnnl.dnnl_sgemm(first, second, m, n, k, 1, a, lda, b, ldb, beta, c, n);
      if (status != 0) {
        throw new IllegalStateException("The product of [" + m + "×" + k + "] and [" + k + "×" + n
            + "] failed with status [" + status + "].");
      }
    } else {
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          transposeA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          transposeB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          m,
          n,
          k,
          1,
          a,
          lda,
          b,
          ldb,
          beta,
          c,
          n);
    }
  }
}
