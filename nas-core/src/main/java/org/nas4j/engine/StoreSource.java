package org.nas4j.engine;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.nas4j.search.TrialStore;
import org.nas4j.store.InMemoryTrialStore;
import org.nas4j.store.Journal;

/**
 * Where a run's store comes from: a fresh one for each run, unless the user gave one as an object.
 * Thread-safe.
 *
 * @param open gives the store of one run
 * @param journal the file, if it is one
 */
record StoreSource(BiFunction<Clock, LongSupplier, TrialStore> open, Optional<Path> journal) {

  static final StoreSource MEMORY =
      new StoreSource((clock, ticker) -> new InMemoryTrialStore(), Optional.empty());

  static StoreSource journal(Path path) {
    requireNonNull(path, "journal");
    return new StoreSource(
        (clock, ticker) -> Journal.store(path, clock, ticker), Optional.of(path));
  }

  static StoreSource given(TrialStore store) {
    requireNonNull(store, "store");
    AtomicBoolean served = new AtomicBoolean();
    return new StoreSource(
        (clock, ticker) -> {
          if (served.getAndSet(true)) {
            throw new IllegalStateException("The store [" + store
                + "] was given as an object, and has served a run already.\nMaybe give the path of "
                + "a journal, store(path),"
                + " which each run opens; or each run a store of its own.");
          }
          return store;
        },
        Optional.empty());
  }
}
