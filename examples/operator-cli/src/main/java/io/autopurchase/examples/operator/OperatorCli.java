package io.autopurchase.examples.operator;

import io.autopurchase.spi.PlainText;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line of the people who run a shop's purchasing. */
@Command(
    name = "operator-cli",
    description = "Buys the orders of a shop at marketplaces, and manages its sessions and purchases.",
    mixinStandardHelpOptions = true,
    versionProvider = ReleaseVersion.class,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:unexpected failure",
      "2:bad usage or invalid input",
      "3:the activity ended, but not every line succeeded",
      "4:the activity waits for an answer",
      "5:the session needs authorization",
      "6:still running (with --timeout)"
    },
    subcommands = {
      SessionCommands.class,
      OrderCommands.Preview.class,
      OrderCommands.Book.class,
      BindingCommands.Bind.class,
      BindingCommands.Unbind.class,
      OrderCommands.Purchases.class,
      OrderCommands.Parcels.class,
      PaymentCommands.Payments.class,
      PaymentCommands.Pay.class,
      SyncCommand.class,
      ActivityCommands.List.class,
      ActivityCommands.Show.class,
      ActivityCommands.Answer.class,
      ActivityCommands.Interrupt.class,
      ActivityCommands.Retry.class,
      EventsCommand.class,
      StatusCommand.class,
      RunCommand.class
    })
public final class OperatorCli implements Runnable {
  private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

  private static final int LONGEST_INPUT = 10_000;

  /** The actor if the system names no user. */
  static final String UNNAMED = "operator";

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document.")
  private boolean json;

  @Nullable
  @Option(names = "--config", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "Settings, as properties.")
  private Path config;

  @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure to stderr.")
  private boolean stackTrace;

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec;

  private final Surroundings surroundings;
  @Nullable private Settings settings;

  OperatorCli(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What the process is given.
   *
   * @param out in UTF-8, and so is {@code err}
   * @param terminal whether a person watches
   */
  record Surroundings(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Properties system,
      Map<String, String> environment,
      boolean terminal,
      Engines engines) {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    boolean terminal = isTerminal(System.console());
    System.exit(
        run(
            new Surroundings(System.in, out, err, System.getProperties(), System.getenv(), terminal, new JdbcEngines()),
            arguments));
  }

  /** From Java 22 on there is a console without a terminal, too; it says so itself. */
  private static boolean isTerminal(@Nullable Console console) {
    try {
      return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /**
   * @return the exit code
   */
  static int run(Surroundings surroundings, String... arguments) {
    OperatorCli cli = new OperatorCli(surroundings);
    // Until the command line is understood, whether it asks for JSON can only be seen in its words.
    boolean json = List.of(arguments).contains("--json");
    try {
      if (Stream.of(arguments).noneMatch(HELP::contains)) {
        Locales.requireWhole(List.of(arguments), surroundings.environment(), surroundings.system());
      }
      return commandLine(cli, surroundings, json).execute(arguments);
    } catch (OperatorException e) {
      return Failures.report(e, cli.output(json));
    } catch (Error e) {
      // Such as an exhausted memory: a program that reads JSON needs an answer also then.
      return Failures.report(e, cli.output(json));
    }
  }

  private static CommandLine commandLine(OperatorCli cli, Surroundings surroundings, boolean json) {
    return new CommandLine(cli)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(BigDecimal.class, Amounts::number)
        .registerConverter(Duration.class, Seconds::parse)
        .registerConverter(InetSocketAddress.class, ListenAddress::parse)
        // An argument that begins with @ is what it says, and not a file to read words from.
        .setExpandAtFiles(false)
        // Not the locale's encoding: help is written in UTF-8, as everything else.
        .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((failure, words) -> cli.refuse(failure, json))
        .setExecutionExceptionHandler((failure, line, result) -> cli.fail(failure));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** Read when it is first asked for, before anything is opened. */
  Settings settings() {
    if (settings == null) {
      settings = Settings.of(surroundings.system(), surroundings.environment(), config);
      if (config != null && settings.fileHoldsSecret() && Inputs.isReadableByOthers(config)) {
        output().warn("The file " + config + " holds a secret, and others can read it. Its owner alone should: chmod 600");
      }
    }
    return settings;
  }

  Output output() {
    return output(json);
  }

  Engines engines() {
    return surroundings.engines();
  }

  /** Whether a line may be drawn again and again. */
  boolean drawsProgress() {
    return surroundings.terminal() && !json;
  }

  /**
   * The first line of the standard input: what must not stand in a list of processes.
   *
   * @param field what a refusal names
   */
  String lineOfInput(String field) {
    try {
      byte[] bytes = surroundings.in().readNBytes(LONGEST_INPUT);
      return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().map(PlainText::strip).orElse("");
    } catch (IOException e) {
      throw OperatorException.invalid(field, "FILE", "cannot read the standard input: " + Inputs.reason(e));
    }
  }

  /** The user of the operating system, for the audit trail. */
  String user() {
    return surroundings.system().getProperty("user.name", UNNAMED);
  }

  private Output output(boolean asJson) {
    return new Output(surroundings.out(), surroundings.err(), asJson, width());
  }

  /** Of a line of the terminal; without one, nothing is wrapped, for the sake of those who search in it. */
  private int width() {
    if (!surroundings.terminal()) {
      return Integer.MAX_VALUE;
    }
    String columns = surroundings.environment().getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : spec.usageMessage().width();
  }

  private int refuse(ParameterException failure, boolean asJson) {
    if (failure.getCause() instanceof InvalidPathException) {
      return Failures.report(Locales.unwritable(surroundings.environment(), surroundings.system()), output(asJson));
    }
    int code = Failures.report(failure, output(asJson));
    if (!asJson) {
      surroundings.err().println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return code;
  }

  private int fail(Exception thrown) {
    boolean isPath = thrown instanceof InvalidPathException;
    Exception failure = isPath ? Locales.unwritable(surroundings.environment(), surroundings.system()) : thrown;
    if (stackTrace) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      output().warn(trace.toString().stripTrailing());
    }
    return Failures.report(failure, output());
  }
}
