package org.nas4j.space;

/**
 * A place in a construction that later decisions may refer to: "connect to layer j or not", "which
 * earlier node feeds this one". Made by {@link Choices#anchor()}.
 *
 * <p>A recurrent policy takes one step at an anchor and keeps its hidden state h_j, so that it can
 * score a reference to the anchor by attention, v·tanh(W₁h_j + W₂h_i) (Zoph and Le 2017, section
 * 3.3; Pham et al. 2018, section 2.2). Other controllers ignore anchors and see plain options.
 *
 * @param index number of this anchor within its construction, from 0
 */
public record Anchor(int index) {}
