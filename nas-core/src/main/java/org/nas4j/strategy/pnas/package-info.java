/** Progressive search of cells: all small ones first, then those that a predictor favours. */
package org.nas4j.strategy.pnas;
