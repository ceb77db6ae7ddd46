/** How controllers see the space of a search, whichever search it is. */
package org.nas4j.internal.walking;
