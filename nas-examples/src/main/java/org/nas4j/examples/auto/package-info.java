/** From one's own data to a model in one call. */
package org.nas4j.examples.auto;
