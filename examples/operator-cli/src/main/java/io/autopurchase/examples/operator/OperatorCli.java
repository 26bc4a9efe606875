package io.autopurchase.examples.operator;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command line of the people who run a shop's purchasing. */
@Command(
    name = "operator-cli",
    description = "Buys at marketplaces what a shop has sold.",
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
      TieCommands.Bind.class,
      TieCommands.Unbind.class,
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
      RunCommand.class
    })
public final class OperatorCli implements Runnable {
  /** Who acts where nobody can be named. */
  static final String NOBODY = "operator";

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
   * @param terminal whether a person watches
   */
  record Surroundings(
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
            new Surroundings(out, err, System.getProperties(), System.getenv(), terminal, new JdbcEngines()),
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
      return commandLine(cli, surroundings, json).execute(arguments);
    } catch (Error e) {
      // Such as an exhausted memory: whoever reads JSON is owed an answer also then.
      return Failures.report(e, cli.output(json));
    }
  }

  private static CommandLine commandLine(OperatorCli cli, Surroundings surroundings, boolean json) {
    return new CommandLine(cli)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(BigDecimal.class, Amounts::number)
        .registerConverter(Duration.class, Seconds::parse)
        .registerConverter(InetSocketAddress.class, ListenAddress::parse)
        .setOut(new PrintWriter(surroundings.out(), true))
        .setErr(new PrintWriter(surroundings.err(), true))
        .setParameterExceptionHandler((failure, words) -> cli.refuse(failure, json))
        .setExecutionExceptionHandler((failure, line, result) -> cli.fail(failure));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  /** Read when it is first asked for; what it does not know is told of then. */
  Settings settings() {
    if (settings == null) {
      settings = Settings.of(surroundings.system(), surroundings.environment(), config);
      settings.unknown(OperatorCommand.DEFAULT_PROVIDER).forEach(name -> output().warn("Unknown setting: " + name));
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

  /** Who sits here, for the audit trail. */
  String user() {
    return surroundings.system().getProperty("user.name", NOBODY);
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
    int code = Failures.report(failure, output(asJson));
    if (!asJson) {
      surroundings.err().println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    }
    return code;
  }

  private int fail(Exception failure) {
    if (stackTrace) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      output().warn(trace.toString().stripTrailing());
    }
    return Failures.report(failure, output());
  }
}
