package org.nas4j.predict;

/**
 * All that a predictor of blocks is told.
 *
 * @param embedding size of the vectors that stand for a number of the code, or for an epoch
 * @param hidden units of the LSTM and of each layer
 * @param passes how often each block is seen in a fit
 * @param batch blocks of a step
 * @param learningRate of Adam
 */
record BlockPredictorSettings(
    int embedding, int hidden, int passes, int batch, double learningRate) {}
