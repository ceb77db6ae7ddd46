package org.nas4j.predict;

import org.nas4j.internal.recipe.Spread;

/** Settings of {@link SequentialRegression}, where they are explained. */
record SequentialSettings(
    @Spread SupportSettings support, int draws, int least, int most, boolean twoPieces) {}
