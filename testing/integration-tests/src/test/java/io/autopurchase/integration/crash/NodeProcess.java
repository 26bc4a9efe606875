package io.autopurchase.integration.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;

/** A {@link ShopNode} as its campaign sees it. What it says goes to the campaign's queue. */
final class NodeProcess {
  /** Where it is in its life. */
  enum State {
    STARTING,
    /** It takes orders. */
    READY,
    /** It has begun to run an activity. */
    WORKING,
    /** It has placed an order. */
    PLACING,
    /** Stopped; it does not know. */
    PAUSED,
    /** It was asked to end, or killed. */
    ENDING;

    boolean takesOrders() {
      return this == READY || this == WORKING || this == PLACING;
    }
  }

  /**
   * Something a node said.
   *
   * @param words the first one says what it is; {@code stopped}, {@code continued} and {@code ended} are said of it, not by it
   */
  record Saying(NodeProcess node, List<String> words) {}

  final String name;
  State state = State.STARTING;

  /** On the clock of {@link System#nanoTime}, when it came into its state. */
  long since = System.nanoTime();

  /** Errands that it was given and has not answered for. */
  final Set<Errand> asked = new LinkedHashSet<>();

  /** Activities that it is at. */
  final Set<String> running = new HashSet<>();

  private final Process process;
  private final Writer commands;

  private NodeProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  /** Starts one. Its standard error is appended to a file of its name. */
  static NodeProcess start(String name, Path folder, Path settings, BlockingQueue<Saying> sayings) {
    // Ctrl-C goes to all processes of a terminal; the campaign ends its nodes itself.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), ShopNode.class.getName(), settings.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()))
              .start();
      NodeProcess node = new NodeProcess(name, process);
      Thread reader = new Thread(() -> node.read(sayings), name);
      reader.setDaemon(true);
      reader.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BlockingQueue<Saying> sayings) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        sayings.add(new Saying(this, List.of(line.split(" "))));
      }
      sayings.add(new Saying(this, List.of("ended", Integer.toString(process.waitFor()))));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the output of " + name + " cannot be read", e);
    }
  }

  private void become(State next) {
    state = next;
    since = System.nanoTime();
  }

  /** Comes into a state, if it was in another. */
  void become(State next, State before) {
    if (state == before) {
      become(next);
    }
  }

  void run(Errand errand) {
    asked.add(errand);
    try {
      commands.write(errand + "\n");
      commands.flush();
    } catch (IOException e) {
      // It has just died. Its end is the next thing that it says, and then another node is asked.
    }
  }

  /** As {@code kill -9} does. By the handle, which leaves open what the node has said and was not read. */
  void kill() {
    process.toHandle().destroyForcibly();
    become(State.ENDING);
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
    become(State.ENDING);
  }

  /** Sends SIGSTOP, and SIGCONT later: by a process of its own, so that it also comes if the campaign has died in the meantime. */
  void pause(Duration time, BlockingQueue<Saying> sayings) {
    become(State.PAUSED);
    sayings.add(new Saying(this, List.of("stopped")));
    try {
      new ProcessBuilder(
              "sh", "-c", "trap '' INT; kill -STOP $0; sleep $1; kill -CONT $0", Long.toString(process.pid()), Long.toString(time.toSeconds()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .thenRun(() -> sayings.add(new Saying(this, List.of("continued"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name + " (" + process.pid() + ")";
  }
}
