package org.nas4j.examples.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Complaints about options of which picocli cannot see what is wrong.
 *
 * @param command whose options they are
 */
public record OptionChecks(CommandSpec command) {

  public ParameterException wrong(String option, Object value, String fault) {
    return complaint("The value [" + value + "] of " + option + " " + fault + ".");
  }

  public ParameterException complaint(String text) {
    return new ParameterException(command.commandLine(), text);
  }

  public void atLeast(int least, int value, String option) {
    if (value < least) {
      throw wrong(option, value, "is below [" + least + "]");
    }
  }

  /** Minutes must be more than none, and no more than a week, which is taken for a slip. */
  public void minutes(double value) {
    if (!(value > 0 && value <= 7 * 24 * 60)) {
      throw wrong("--minutes", value, "is not above [0] and at most [10080], a week");
    }
  }
}
