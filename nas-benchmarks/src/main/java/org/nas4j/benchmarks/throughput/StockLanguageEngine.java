package org.nas4j.benchmarks.throughput;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The language model in Deeplearning4j's own layers, which cannot tie a decoder to an embedding: it
 * has a matrix of its own there, 13,000 weights more.
 */
final class StockLanguageEngine implements Engine {

  private final MultiLayerNetwork network;
  private final int[][] tokens = TextBatch.tokens();

  private StockLanguageEngine(MultiLayerNetwork network) {
    this.network = network;
  }

  static StockLanguageEngine open(int threads) {
    StockEngine.requireNoStandIn();
    Nd4j.getEnvironment().setMaxMasterThreads(threads);
    Nd4j.getEnvironment().setMaxThreads(threads);
    MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
        .seed(1)
        .dataType(DataType.FLOAT)
        .updater(new Sgd(TextBatch.RATE))
        .list()
        .layer(new EmbeddingSequenceLayer.Builder()
            .nIn(TextBatch.VOCABULARY)
            .nOut(TextBatch.UNITS)
            .inputLength(TextBatch.STEPS)
            .inferInputLength(false)
            .outputDataFormat(RNNFormat.NCW)
            .build())
        .layer(new LSTM.Builder()
            .nIn(TextBatch.UNITS)
            .nOut(TextBatch.UNITS)
            .activation(Activation.TANH)
            .dataFormat(RNNFormat.NCW)
            .build())
        .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .nIn(TextBatch.UNITS)
            .nOut(TextBatch.VOCABULARY)
            .activation(Activation.SOFTMAX)
            .dataFormat(RNNFormat.NCW)
            .build())
        .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new StockLanguageEngine(network);
  }

  /** As if the decoder were tied. */
  @Override
  public long parameters() {
    return network.numParams() - (long) TextBatch.VOCABULARY * TextBatch.UNITS;
  }

  @Override
  public void train() {
    network.fit(new DataSet(inputs(), targets()));
  }

  @Override
  public void infer() {
    network.output(inputs());
  }

  private INDArray inputs() {
    float[] values = new float[TextBatch.ROWS * TextBatch.STEPS];
    for (int i = 0; i < values.length; i++) {
      values[i] = tokens[i / TextBatch.STEPS][i % TextBatch.STEPS];
    }
    return Nd4j.create(values, new long[] {TextBatch.ROWS, TextBatch.STEPS});
  }

  private INDArray targets() {
    float[] values = new float[TextBatch.ROWS * TextBatch.VOCABULARY * TextBatch.STEPS];
    for (int row = 0; row < TextBatch.ROWS; row++) {
      for (int time = 0; time < TextBatch.STEPS; time++) {
        int at = (row * TextBatch.VOCABULARY + tokens[row][time + 1]) * TextBatch.STEPS + time;
        values[at] = 1;
      }
    }
    return Nd4j.create(values, new long[] {TextBatch.ROWS, TextBatch.VOCABULARY, TextBatch.STEPS});
  }

  @Override
  public void close() {
    network.close();
  }
}
