package org.nas4j.images;

import java.io.IOException;
import java.nio.file.Path;
import org.nas4j.arch.Architecture;
import org.nas4j.dl4j.internal.graph.GraphSource;
import org.nas4j.internal.files.AtomicFile;

/**
 * Architectures as Java source: a class with one method, which builds the configuration of
 * Deeplearning4j's {@code ComputationGraph} that {@link Engine#PORTABLE} trains. Whoever wants to
 * change a network by hand, or to train it with Deeplearning4j alone, starts from that.
 *
 * <pre>{@code
 * ComputationGraph network =
 *     new ComputationGraph(Best.configuration(42, WeightInit.RELU, new Adam(1e-3)));
 * network.init();
 * }</pre>
 *
 * <p>Vertices are called as the architecture's nodes; a layer that Deeplearning4j has not becomes
 * several, and the inner ones are called by the node and a suffix. Nodes that no output needs, and
 * such that do nothing, are left out. The source needs Deeplearning4j and nothing of NAS4J, but for
 * three things that Deeplearning4j lacks: dilated convolutions, dropped paths and Huber's loss.
 * What training does besides (schedule, weight decay, label smoothing, how far a dropped path's
 * time has come) is no part of it. Recurrent cells have no such graph. Stateless.
 */
public final class JavaSource {

  private JavaSource() {}

  /**
   * Prints a class.
   *
   * @param architecture ends with an output that can be trained, softmax or regression
   * @param className such as {@code Best} or {@code org.example.Best}
   * @return the content of its file, in ASCII
   * @throws IllegalArgumentException if no class can be called so, or one that is needed is
   * @throws org.nas4j.space.InfeasibleException if the architecture has no such output
   */
  public static String text(Architecture architecture, String className) {
    return GraphSource.of(architecture, className);
  }

  /**
   * Writes a class to a file.
   *
   * @param architecture ends with an output that can be trained, softmax or regression
   * @param className such as {@code Best} or {@code org.example.Best}
   * @param file made or replaced as a whole; the compiler wants it called as the class, such as
   *     {@code Best.java}
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if no class can be called so, or one that is needed is
   * @throws org.nas4j.space.InfeasibleException if the architecture has no such output
   */
  public static void write(Architecture architecture, String className, Path file)
      throws IOException {
    AtomicFile.writeString(file, text(architecture, className));
  }
}
