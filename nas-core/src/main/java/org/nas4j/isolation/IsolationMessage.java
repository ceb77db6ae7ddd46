package org.nas4j.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.nas4j.eval.WorkerFactory;

/** An isolation as a message, and back, by which another machine makes the same processes. */
final class IsolationMessage {

  private IsolationMessage() {}

  static ObjectNode of(Isolation<?> isolation) {
    ObjectNode message = Frames.message("isolation")
        .put("factory", isolation.factory.getName())
        .put("heap", isolation.heapMegabytes)
        .put("native", isolation.nativeMegabytes)
        .put("addressSpace", isolation.addressSpaceMegabytes)
        .put("trials", isolation.trialsPerWorker)
        .put("startMillis", isolation.startLimit.toMillis());
    Messages.put(message, "settings", isolation.settings);
    Messages.put(message, "environment", isolation.environment);
    ArrayNode options = message.putArray("options");
    isolation.jvmOptions.forEach(options::add);
    return message;
  }

  static Isolation<?> read(JsonNode message) throws IOException {
    return read(message, factory(Messages.member(message, "factory").asText()));
  }

  private static <A> Isolation<A> read(JsonNode message, Class<? extends WorkerFactory<A>> factory)
      throws IOException {
    Isolation.Builder<A> builder = Isolation.builder(factory)
        .heapMegabytes(Messages.member(message, "heap").intValue())
        .nativeMegabytes(Messages.member(message, "native").intValue())
        .trialsPerWorker(Messages.member(message, "trials").intValue())
        .startLimit(Duration.ofMillis(Messages.member(message, "startMillis").longValue()));
    int addressSpace = Messages.member(message, "addressSpace").intValue();
    if (addressSpace > 0) {
      builder.addressSpaceMegabytes(addressSpace);
    }
    Messages.texts(message, "settings").forEach(builder::setting);
    Messages.texts(message, "environment").forEach(builder::environment);
    Messages.member(message, "options").forEach(option -> builder.jvmOption(option.asText()));
    return builder.build();
  }

  /** Only a class that is a factory, by the loader of whoever runs the errand. */
  @SuppressWarnings("unchecked") // the searching process names a factory of its own type
  private static Class<? extends WorkerFactory<Object>> factory(String name) throws IOException {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return (Class<? extends WorkerFactory<Object>>)
          Class.forName(name, false, loader).asSubclass(WorkerFactory.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IOException(
          "The factory [" + name + "] is not on this machine.\n"
              + "Maybe its jar was not given to the cluster.",
          e);
    }
  }
}
