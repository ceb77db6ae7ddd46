/** Rules that hold for all modules. They are tested here since this module sees every other one. */
package org.nas4j.architecture;
