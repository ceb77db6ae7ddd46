package org.nas4j.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.nas4j.arch.Architecture;
import org.nas4j.arch.WeightSpec;
import org.nas4j.internal.architecture.ArchitectureDocument;

/**
 * The file of a model, see docs/adr/0026-runtime.md: a description, the architecture, and the
 * weights in the order that the description names. How many there must be follows from the
 * architecture. Stateless.
 */
final class ModelFile {

  private static final String ARCHITECTURE = "architecture.json";

  private ModelFile() {}

  static void write(Model model, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    ModelZip.writeText(zip, ModelZip.DESCRIPTION, ModelDescription.write(model));
    ModelZip.writeText(zip, ARCHITECTURE, ArchitectureDocument.write(model.architecture()));
    ModelZip.writeWeights(zip, model.weightsThemselves().values());
    zip.finish();
  }

  static Model read(byte[] bytes, String file) throws MalformedModelException {
    return ModelZip.read(bytes, file, zip -> {
      ModelDescription description =
          ModelDescription.read(ModelZip.text(zip, ModelZip.DESCRIPTION));
      Architecture architecture = ArchitectureDocument.read(ModelZip.text(zip, ARCHITECTURE));
      Map<String, List<Integer>> shapes = shapes(architecture, description.weights());
      return description
          .addTo(Model.builder(architecture, ModelZip.weights(zip, shapes, bytes.length)))
          .build();
    });
  }

  private static Map<String, List<Integer>> shapes(Architecture architecture, List<String> names)
      throws ZipException {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    for (String name : names) {
      WeightSpec spec = architecture.weights().get(name);
      if (spec == null || shapes.put(name, spec.shape()) != null) {
        throw new ZipException("it names the weights [" + name
            + (spec == null ? "], which the architecture has not" : "] twice"));
      }
    }
    return shapes;
  }
}
