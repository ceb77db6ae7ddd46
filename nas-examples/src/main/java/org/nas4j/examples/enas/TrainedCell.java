package org.nas4j.examples.enas;

import org.nas4j.language.LanguageModel;

/**
 * A model and its perplexities a token.
 *
 * @param name for people
 * @param model trained
 * @param validation by the validation part
 * @param test by the test part, computed once
 * @param tokens that it was trained on, repeated ones included
 * @param seconds of training
 */
record TrainedCell(
    String name,
    LanguageModel model,
    double validation,
    double test,
    long tokens,
    double seconds) {}
