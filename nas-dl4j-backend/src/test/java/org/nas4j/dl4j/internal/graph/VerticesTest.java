package org.nas4j.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;

class VerticesTest {

  /** Names of the fields are part of models that were saved. */
  @Test
  void deeplearning4jWritesAndReadsThem() {
    GraphVertex drop = new DropPathVertex(0.6, 0.25);
    GraphVertex apart = new PhasesVertex(2, 4, true);
    GraphVertex scale = new ChannelScaleVertex();
    String json = new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(8, 8, 3))
        .addVertex("drop", drop, "in")
        .addVertex("apart", apart, "drop")
        .addVertex("scale", scale, "drop", "drop")
        .setOutputs("apart", "scale")
        .build()
        .toJson();
    assertThat(json).contains("\"keep\" : 0.6", "\"depth\" : 0.25", "\"height\" : 2");
    assertThat(json).contains("\"width\" : 4", "\"apart\" : true");
    Map<String, GraphVertex> read = ComputationGraphConfiguration.fromJson(json).getVertices();
    assertThat(read.get("drop")).isEqualTo(drop).isEqualTo(drop.clone());
    assertThat(read.get("apart")).isEqualTo(apart).isEqualTo(apart.clone());
    assertThat(read.get("scale")).isEqualTo(scale).isEqualTo(scale.clone());
  }
}
