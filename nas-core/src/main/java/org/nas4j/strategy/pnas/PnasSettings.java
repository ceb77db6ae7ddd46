package org.nas4j.strategy.pnas;

import org.nas4j.predict.CellPredictor;

/**
 * All that PNAS is told.
 *
 * @param kept how many cells of each further size are evaluated
 * @param predictor what foretells them
 */
record PnasSettings(int kept, CellPredictor predictor) {}
