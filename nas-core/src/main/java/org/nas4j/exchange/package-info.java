/**
 * Architectures as JSON, and for people: a table, and drawings as DOT and SVG; networks as ONNX.
 * Uses {@code arch} only; for users and programs. Parameters and results are never null unless a
 * method says so.
 */
package org.nas4j.exchange;
