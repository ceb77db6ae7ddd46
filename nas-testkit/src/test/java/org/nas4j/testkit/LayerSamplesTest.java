package org.nas4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nas4j.arch.Layer;

class LayerSamplesTest {

  @Test
  void haveEachKindAndNoneTwice() {
    Set<Class<?>> kinds = new HashSet<>();
    LayerSamples.all().forEach(layer -> kinds.add(layer.getClass()));
    assertThat(kinds).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    assertThat(LayerSamples.all()).doesNotHaveDuplicates();
  }
}
