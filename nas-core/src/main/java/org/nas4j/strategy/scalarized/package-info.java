/** Any method that follows one number, made one that searches a front. */
package org.nas4j.strategy.scalarized;
