package io.autopurchase.core;

import java.util.ArrayList;
import java.util.List;

/** Which orders a synchronization has still to read. Mutable, as {@link ActivityBody}. */
final class SynchronizationBody {
  boolean listed;
  List<String> toRead = new ArrayList<>();
}
