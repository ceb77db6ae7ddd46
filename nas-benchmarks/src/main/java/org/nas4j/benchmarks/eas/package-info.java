/** What EAS' children and EAS' policy are worth. Nothing else depends on this package. */
package org.nas4j.benchmarks.eas;
