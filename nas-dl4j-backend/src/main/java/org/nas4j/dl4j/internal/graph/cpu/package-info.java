/**
 * Layers of Deeplearning4j's graph that are computed on the processor by code of ours. For the
 * engine on that graph only.
 */
package org.nas4j.dl4j.internal.graph.cpu;
