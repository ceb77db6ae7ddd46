/** What it is worth to foretell how a training ends. Nothing else depends on this package. */
package org.nas4j.benchmarks.curves;
