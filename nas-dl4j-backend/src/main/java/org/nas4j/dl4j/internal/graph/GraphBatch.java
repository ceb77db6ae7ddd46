package org.nas4j.dl4j.internal.graph;

import java.nio.FloatBuffer;
import org.nas4j.arch.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The examples of a step, laid out as graphs want them. For one thread. */
final class GraphBatch implements AutoCloseable {

  private final Shape shape;
  private INDArray examples;

  GraphBatch(Shape shape) {
    this.shape = shape;
  }

  /** Room to write so many examples to; valid until the next call. */
  FloatBuffer examples(int count) {
    if (examples == null || examples.size(0) < count) {
      close();
      examples = Nd4j.createUninitialized(DataType.FLOAT, arrayShape(count), 'c');
    }
    FloatBuffer buffer = examples.data().asNioFloat();
    buffer.clear();
    return buffer;
  }

  private long[] arrayShape(int count) {
    return shape.match(
        maps -> new long[] {count, maps.channels(), maps.height(), maps.width()},
        vector -> new long[] {count, vector.size()});
  }

  /** The first examples, as the caller wrote them to the host's memory. */
  INDArray written(int count) {
    if (examples == null || examples.size(0) < count) {
      throw new IllegalStateException("There is no room for [" + count
          + "] examples.\nMaybe write them to examples(" + count + ") first.");
    }
    Nd4j.getAffinityManager().tagLocation(examples, AffinityManager.Location.HOST);
    return examples.size(0) == count ? examples : examples.get(NDArrayIndex.interval(0, count));
  }

  long bytes() {
    return examples == null ? 0 : examples.length() * Float.BYTES;
  }

  @Override
  public void close() {
    if (examples != null && !examples.wasClosed()) {
      examples.close();
    }
    examples = null;
  }
}
