/**
 * Runs searches: {@link org.nas4j.engine.NasSearch} is where an application starts,
 * {@link org.nas4j.engine.SearchSession} the ask/tell core under it. Uses the API, {@code store}
 * and {@code internal}; knows no strategy, space or backend.
 */
package org.nas4j.engine;
