/** How settings are checked, for the modules of NAS4J; not for users. Uses nothing of ours. */
package org.nas4j.internal.checks;
