/**
 * Training of language models with recurrent cells: {@link org.nas4j.language.LanguageEvaluator}
 * and {@link org.nas4j.language.RecurrentSupernet} for searches,
 * {@link org.nas4j.language.LanguageModel} for what comes after. For users. Parameters and results
 * are never null unless a method says so.
 */
package org.nas4j.language;
