package org.nas4j.store;

import java.util.Optional;
import org.nas4j.search.TrialStore;
import org.nas4j.testkit.TrialStoreContract;

class InMemoryTrialStoreTest extends TrialStoreContract {

  @Override
  protected TrialStore empty() {
    return new InMemoryTrialStore();
  }

  @Override
  protected Optional<TrialStore> reopened(TrialStore closed) {
    return Optional.empty();
  }
}
