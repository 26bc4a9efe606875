package io.autopurchase.year;

import java.util.Random;

/** Titles of goods: 14 words of two ideographs each, some of them in many titles, most in few. */
final class Titles {
  private static final int WORDS = 14;
  private static final int VOCABULARY = 3000;

  private Titles() {}

  static String of(String itemId) {
    Random random = new Random(itemId.hashCode());
    StringBuilder title = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      int number = (int) (Math.pow(random.nextDouble(), 3) * VOCABULARY);
      title.appendCodePoint(0x4e00 + number).appendCodePoint(0x6000 + number);
    }
    return title.toString();
  }
}
