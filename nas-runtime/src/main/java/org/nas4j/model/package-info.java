/**
 * Trained models that serve: {@link org.nas4j.model.Model} is read from one file, and predicts from
 * numbers, pictures or rows of a table. For users; needs this module, nas-api and a reader of JSON,
 * about 1 MB, and neither native code nor the engines that train.
 */
package org.nas4j.model;
