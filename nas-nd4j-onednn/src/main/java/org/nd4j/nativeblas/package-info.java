/** A class that Deeplearning4j looks for by name and that ND4J no longer has. Not for users. */
package org.nd4j.nativeblas;
