package io.autopurchase.integration.crash;

/**
 * What the host asks a node to do, as a line of text.
 *
 * @param kind what
 * @param subject the number of an {@link Order}; of an answer, the id of the activity that asks
 */
record Errand(Kind kind, String subject) {
  enum Kind {
    BOOK,
    PAY,
    UNBIND,
    /** Books the lines that an unbinding has set free. */
    BOOK_AGAIN,
    /** Answers what a payment asks. */
    ANSWER
  }

  static Errand of(Kind kind, Order order) {
    return new Errand(kind, Integer.toString(order.number()));
  }

  static Errand answer(String activity) {
    return new Errand(Kind.ANSWER, activity);
  }

  static Errand parse(String kind, String subject) {
    return new Errand(Kind.valueOf(kind), subject);
  }

  static Errand parse(String line) {
    String[] words = line.split(" ");
    return parse(words[0], words[1]);
  }

  boolean isOfAnOrder() {
    return kind != Kind.ANSWER;
  }

  Order order() {
    return new Order(Integer.parseInt(subject));
  }

  @Override
  public String toString() {
    return kind + " " + subject;
  }
}
