/** Cells that grow block by block, as PNAS searches them. */
package org.nas4j.spaces.pnas;
