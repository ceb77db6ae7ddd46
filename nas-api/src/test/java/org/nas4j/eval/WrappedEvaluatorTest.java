package org.nas4j.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrappedEvaluatorTest {

  /** Found by reflection, so that a new method of evaluators must be passed on too. */
  @Test
  @SuppressWarnings("unchecked")
  void passesOnEveryMethod() throws Exception {
    List<String> called = new ArrayList<>();
    InvocationHandler records = (proxy, method, arguments) -> {
      called.add(method.getName());
      return method.getReturnType() == Map.class ? Map.of() : null;
    };
    Evaluator<String> inner = (Evaluator<String>) Proxy.newProxyInstance(
        Evaluator.class.getClassLoader(), new Class<?>[] {Evaluator.class}, records);
    WrappedEvaluator<String> wrapped = () -> inner;
    List<Method> methods = Arrays.stream(Evaluator.class.getMethods())
        .filter(method -> !method.isBridge())
        .toList();
    for (Method method : methods) {
      method.invoke(wrapped, new Object[method.getParameterCount()]);
    }
    assertThat(called)
        .containsExactlyElementsOf(methods.stream().map(Method::getName).toList())
        .contains("prepare", "requireFit", "evaluate", "provenance", "close");
  }
}
