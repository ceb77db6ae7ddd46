package org.nas4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nas4j.arch.Architecture;
import org.nas4j.exchange.ArchitectureDrawing;
import org.nas4j.exchange.ArchitectureJson;
import org.nas4j.exchange.OnnxModel;
import org.nas4j.images.TrainedNetwork;
import org.nas4j.internal.files.AtomicFile;

/**
 * What is left of a trained network: weights for Deeplearning4j and in ONNX, the architecture, and
 * drawings of it.
 *
 * @param name of all files, without what follows the dot
 */
public record ModelFiles(String name) {

  /** Makes a folder, so that one that cannot be made is found before the search. */
  public static Path makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) {
      throw new IOException(
          "Nothing can be written into [" + folder + "].\nMaybe choose another folder with --out.");
    }
    return folder;
  }

  public void write(TrainedNetwork network, Path folder) throws IOException {
    Architecture architecture = network.architecture();
    network.save(folder.resolve(name + ".zip"));
    OnnxModel.write(architecture, network.weights(), folder.resolve(name + ".onnx"));
    ArchitectureJson.write(architecture, folder.resolve(name + ".json"));
    AtomicFile.writeString(folder.resolve(name + ".dot"), ArchitectureDrawing.dot(architecture));
    AtomicFile.writeString(folder.resolve(name + ".svg"), ArchitectureDrawing.svg(architecture));
  }

  @Override
  public String toString() {
    return String.join(
        ", ", name + ".zip", name + ".onnx", name + ".json", name + ".dot", name + ".svg");
  }
}
