package io.autopurchase.simulation;

import io.autopurchase.simulation.History.Mutation;
import io.autopurchase.simulation.History.Result;

/** The program. */
public final class Check {
  private Check() {}

  public static void main(String[] args) {
    long n = Long.parseLong(args[1]);
    if (args[0].equals("seed")) {
      Result r = History.random(n, args.length > 2 ? mutation(args[2]) : Mutation.NONE, true, new long[Sometimes.values().length]);
      r.trace().forEach(System.out::println);
      System.out.println(r.violation() + " hash " + Long.toHexString(r.hash()));
      return;
    }
    long[] sometimes = new long[Sometimes.values().length];
    long begin = System.nanoTime();
    int bad = 0;
    for (long seed = 0; seed < n; seed++) {
      Result r = History.random(seed, args.length > 2 ? mutation(args[2]) : Mutation.NONE, false, sometimes);
      if (r.violation().isPresent()) {
        System.out.println("seed " + seed + ": " + r.violation().get());
        if (++bad >= 10) {
          break;
        }
      }
    }
    System.out.printf("%d histories in %.1f s%n", n, (System.nanoTime() - begin) / 1e9);
    for (Sometimes s : Sometimes.values()) {
      System.out.printf("  %-70s %d%n", s.words, sometimes[s.ordinal()]);
    }
  }

  private static Mutation mutation(String name) {
    for (Weakness w : Weakness.values()) {
      if (w.name().equals(name)) {
        return Mutation.with(w);
      }
    }
    return Mutation.without(name);
  }
}
