/** Whether memory stays flat over many trials. Nothing else depends on this package. */
package org.nas4j.benchmarks.memory;
