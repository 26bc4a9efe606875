package io.autopurchase.examples.operator;

import io.autopurchase.AutoPurchase;
import io.autopurchase.ConfigurationException;
import io.autopurchase.NotFoundException;
import io.autopurchase.Session;
import io.autopurchase.SessionId;
import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: they open the library, do one thing, and print one answer. */
abstract class OperatorCommand implements Callable<Integer> {
  static final String DEFAULT_PROVIDER = "taobao";

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    try (Engines.OpenEngine engine = cli().engines().open(cli().settings(), 0, Duration.ZERO)) {
      return run(engine.autoPurchase());
    } catch (ConfigurationException e) {
      throw OperatorException.ofSetting(providerOfSettings(), e);
    }
  }

  /** Whose settings are meant if one is wrong that has no provider in its name. */
  String providerOfSettings() {
    SortedSet<String> providers = cli().settings().providers();
    return providers.contains(DEFAULT_PROVIDER) ? DEFAULT_PROVIDER : providers.first();
  }

  /**
   * @return the exit code
   */
  abstract int run(AutoPurchase autoPurchase) throws Exception;

  final OperatorCli cli() {
    return (OperatorCli) spec.root().userObject();
  }

  static Session session(AutoPurchase autoPurchase, SessionId id) {
    return autoPurchase
        .sessions()
        .find(id)
        .orElseThrow(() -> new NotFoundException("session", id.toString()));
  }
}
