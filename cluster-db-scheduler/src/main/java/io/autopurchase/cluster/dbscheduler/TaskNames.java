package io.autopurchase.cluster.dbscheduler;

/**
 * What a shop's tasks are called in the table, so that no engine runs those of another shop. Made of letters, digits and a
 * few signs alone, since db-scheduler leaves no room for a parameter where they go into its queries.
 *
 * @param activity of the executions of activities
 * @param sweep of the one execution that looks for what was not scheduled
 */
record TaskNames(String activity, String sweep) {
  static TaskNames of(String shop) {
    String name = "autopurchase:" + plain(shop);
    return new TaskNames(name + ":activity", name + ":sweep");
  }

  /** A condition that every query for what is due gets. */
  String condition() {
    return " and task_name in ('" + activity + "', '" + sweep + "') ";
  }

  private static String plain(String shop) {
    StringBuilder plain = new StringBuilder();
    for (char c : shop.toCharArray()) {
      boolean keep = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
      plain.append(keep ? String.valueOf(c) : String.format("~%04x", (int) c));
    }
    return plain.toString();
  }
}
