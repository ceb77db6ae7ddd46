/** How long one prediction takes. Nothing else depends on this package. */
package org.nas4j.benchmarks.serving;
