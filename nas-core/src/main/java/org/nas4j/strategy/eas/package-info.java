/**
 * Networks that grow by a learned policy: {@link org.nas4j.strategy.eas.Eas}. For applications, by
 * way of the builder of a search. No value is null.
 */
package org.nas4j.strategy.eas;
