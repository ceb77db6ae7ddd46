package org.nas4j.predict;

/**
 * All that an ensemble of cell predictors is told.
 *
 * @param reading how a network reads a cell
 * @param members how many networks
 * @param embedding size of the vectors that stand for inputs and operations
 * @param hidden units of a layer, or of the LSTM
 * @param epochs how often each cell is seen
 * @param batch cells of a step
 * @param learningRate of Adam where all cells have one block
 * @param laterRate of Adam where one has more
 * @param bias before the sigmoid at the start
 * @param scaled whether values are scaled to the middle of the sigmoid's range
 */
record CellEnsembleSettings(
    CellReading reading,
    int members,
    int embedding,
    int hidden,
    int epochs,
    int batch,
    double learningRate,
    double laterRate,
    double bias,
    boolean scaled) {}
