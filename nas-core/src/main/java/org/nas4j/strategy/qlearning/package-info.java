/** Q-learning as MetaQNN and BlockQNN use it. Used by applications only. */
package org.nas4j.strategy.qlearning;
