/**
 * How fast the recurrent controller samples and learns, against the same in PyTorch. Nothing else
 * depends on this package.
 */
package org.nas4j.benchmarks.controller;
