package org.nas4j.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.nas4j.search.TrialStore;
import org.nas4j.testkit.TrialStoreContract;

class JournalTrialStoreTest extends TrialStoreContract {

  private final Map<TrialStore, Path> paths = new HashMap<>();

  @TempDir
  Path folder;

  private TrialStore at(Path path) {
    TrialStore store = new JournalTrialStore(path, Clock.systemUTC());
    paths.put(store, path);
    return store;
  }

  @Override
  protected TrialStore empty() {
    return at(folder.resolve("run" + paths.size() + ".jsonl"));
  }

  @Override
  protected Optional<TrialStore> reopened(TrialStore closed) {
    return Optional.of(at(paths.get(closed)));
  }
}
