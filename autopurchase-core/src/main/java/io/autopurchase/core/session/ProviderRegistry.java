package io.autopurchase.core.session;

import io.autopurchase.ConfigurationException;
import io.autopurchase.InvalidInputException;
import io.autopurchase.ProviderSettings;
import io.autopurchase.core.runtime.ClockWatch;
import io.autopurchase.engine.Arguments;
import io.autopurchase.engine.EngineOptions;
import io.autopurchase.spi.PlainText;
import io.autopurchase.spi.ProviderAdapter;
import io.autopurchase.spi.ProviderClient;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import javax.annotation.concurrent.GuardedBy;
import javax.annotation.concurrent.ThreadSafe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers by id, each opened when it is first needed. Thread-safe. */
@ThreadSafe
public final class ProviderRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProviderRegistry.class);

  /** A provider's setting that the engine reads: whether items of Tmall are refused. */
  public static final String EXCLUDE_TMALL = "exclude-tmall";

  private final EngineOptions options;
  private final ClockWatch clock;

  /** Complete once this is constructed. */
  private final Map<String, ProviderAdapter> adapters = new TreeMap<>();

  @GuardedBy("this")
  private final Map<String, ProviderClient> clients = new TreeMap<>();

  @GuardedBy("this")
  private boolean closed;

  public ProviderRegistry(EngineOptions options, ClockWatch clock) {
    this.options = options;
    this.clock = clock;
    options.providers().forEach(this::add);
    if (options.discoverProviders()) {
      discover();
    }
    options.providersWithSettings().stream()
        .filter(id -> !adapters.containsKey(id))
        .forEach(id -> log.warn("There are settings for provider {}, which is not there; there are {}", id, adapters.keySet()));
  }

  /**
   * @throws InvalidInputException if no adapter has that id
   * @throws IllegalStateException if it is not open yet, and the engine is closed
   */
  public synchronized ProviderClient client(String id) {
    ProviderAdapter adapter = adapters.get(id);
    if (adapter == null) {
      throw new InvalidInputException(
          "provider", "UNKNOWN_PROVIDER", Arguments.of("value", PlainText.quote(id), "providers", adapters.keySet()));
    }
    if (closed && !clients.containsKey(id)) {
      // What outlives the engine, such as a step that has hung, must not open what is never closed.
      throw new IllegalStateException("the engine is closed: no client of provider " + id + " is opened");
    }
    return clients.computeIfAbsent(id, each -> open(each, adapter));
  }

  /** Why this node cannot call a provider; empty if it can. */
  public Optional<String> whyMissing(String id) {
    try {
      client(id);
      return Optional.empty();
    } catch (InvalidInputException | ConfigurationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private ProviderClient open(String id, ProviderAdapter adapter) {
    ProviderSettings settings = options.providerSettings(id);
    ProviderClient client = new ClockCheckedClient(adapter.open(settings), clock);
    settings.find(EXCLUDE_TMALL); // the engine's own, of any provider
    // A slip in a name would leave an unwanted default in force.
    if (!settings.unrecognized().isEmpty()) {
      log.warn("Provider {} knows no settings {}", id, settings.unrecognized());
    }
    return client;
  }

  /** Sorted. */
  public List<String> ids() {
    return List.copyOf(adapters.keySet());
  }

  public ProviderSettings settings(String id) {
    return options.providerSettings(id);
  }

  /** Opens no client from now on. One that was opened is still handed out, closed: a step that is at its end asks it for the time. May be repeated. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      clients.values().forEach(ProviderClient::close);
    }
  }

  private void add(ProviderAdapter adapter) {
    ProviderAdapter other = adapters.putIfAbsent(adapter.id(), adapter);
    if (other != null) {
      throw new ConfigurationException(
          "two providers are called '" + adapter.id() + "': " + origin(other) + " and " + origin(adapter));
    }
  }

  private void discover() {
    Map<String, ProviderAdapter> explicit = new TreeMap<>(adapters);
    Iterator<ServiceLoader.Provider<ProviderAdapter>> found =
        ServiceLoader.load(ProviderAdapter.class, options.classLoader()).stream().iterator();
    while (hasNext(found)) {
      try {
        ProviderAdapter adapter = found.next().get();
        if (!explicit.containsKey(adapter.id())) {
          add(adapter);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        log.error("A provider cannot be loaded; the others can be used", e);
      }
    }
  }

  /** A broken service file ends the search; what was found before counts. */
  private static boolean hasNext(Iterator<?> found) {
    try {
      return found.hasNext();
    } catch (ServiceConfigurationError e) {
      log.error("The search for providers ended early; those that were found can be used", e);
      return false;
    }
  }

  private static String origin(ProviderAdapter adapter) {
    var source = adapter.getClass().getProtectionDomain().getCodeSource();
    return adapter.getClass().getName() + (source == null ? "" : " of " + source.getLocation());
  }
}
