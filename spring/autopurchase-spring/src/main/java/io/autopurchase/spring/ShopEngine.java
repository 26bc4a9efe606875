package io.autopurchase.spring;

import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseBuilder;
import io.autopurchase.KeyRing;
import io.autopurchase.SecretCipher;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The life of a shop's engine in a context: it is built and started once all beans are made, so after migrations of the database, and before
 * the web server takes requests; it is drained and closed after the last request, and before the beans and their data sources are destroyed.
 * A context that is started again, such as a paused one of a test, builds another engine. Thread-safe.
 */
public class ShopEngine implements SmartLifecycle, BeanFactoryAware, BeanClassLoaderAware, EnvironmentAware {
  /** Before the web server (DEFAULT_PHASE - 2048), and so also after it. */
  static final int PHASE = DEFAULT_PHASE - 4096;

  private static final Logger log = LoggerFactory.getLogger(ShopEngine.class);

  private final String name;
  private final EngineDelegate delegate = new EngineDelegate(this);
  private final SpringBooking booking = new SpringBooking(this);

  /** For a store that is lost with the process: each engine of this context must read what the one before has sealed. */
  private final SecretCipher volatileKeys = KeyRing.ephemeral();

  // Set by the context before anything else happens.
  @Nullable private ConfigurableListableBeanFactory beans;
  @Nullable private ClassLoader classLoader;
  @Nullable private Environment environment;

  @Nullable private volatile Running running;

  /**
   * What is there while the engine runs.
   *
   * @param closing what is to be closed, in this order
   */
  private record Running(AutoPurchase engine, ShopTransactions transactions, boolean runs, boolean restartable, List<AutoCloseable> closing) {}

  /**
   * A shop that is not started.
   *
   * @param name its qualifier
   */
  public ShopEngine(String name) {
    this.name = name;
  }

  @Override
  public synchronized void setBeanFactory(BeanFactory beanFactory) {
    beans = (ConfigurableListableBeanFactory) beanFactory;
  }

  @Override
  public synchronized void setBeanClassLoader(ClassLoader loader) {
    classLoader = loader;
  }

  @Override
  public synchronized void setEnvironment(Environment value) {
    environment = value;
  }

  /** The qualifier of the shop. */
  public String name() {
    return name;
  }

  /** The bean to inject. */
  @DependsOnDatabaseInitialization
  public AutoPurchase autoPurchase() {
    return delegate;
  }

  /** The bean to inject for bookings in transactions. */
  public SpringBooking booking() {
    return booking;
  }

  /**
   * The engine of this moment.
   *
   * @throws IllegalStateException before the context has started it, and after it was stopped
   */
  AutoPurchase engine() {
    return now().engine;
  }

  ShopTransactions transactions() {
    return now().transactions;
  }

  void requireRun() {
    if (!now().runs) {
      throw new IllegalStateException("the shop " + name + " runs nothing on this node: autopurchase.run=false");
    }
  }

  private Running now() {
    Running current = running;
    if (current == null) {
      throw new IllegalStateException(
          "the engine of the shop " + name + " does not run: it starts once all beans of the context are made, and stops when the context does."
              + " Use it in requests, in an ApplicationRunner or in a listener of ApplicationReadyEvent, not in constructors or @PostConstruct");
    }
    return current;
  }

  @Override
  public synchronized void start() {
    if (running != null) {
      return;
    }
    EngineAssembly assembly = new EngineAssembly(name, required(beans), required(classLoader), required(environment));
    try {
      AutoPurchaseBuilder builder = assembly.builder(volatileKeys);
      AutoPurchase engine = assembly.build(builder);
      running = new Running(engine, transactions(assembly), assembly.runs(), assembly.isRestartable(), assembly.closing());
      if (assembly.runs()) {
        engine.start();
      }
      assembly.observe(engine);
      log.info("autopurchase {} works for the shop {}{}", AutoPurchase.version(), name, assembly.runs() ? "" : "; it runs nothing on this node (autopurchase.run=false)");
    } catch (RuntimeException | Error e) {
      running = null;
      assembly.abandon(e);
      throw e;
    }
  }

  private ShopTransactions transactions(EngineAssembly assembly) {
    DataSource host = assembly.host();
    return new ShopTransactions(this, host, assembly.properties().getTransactions(), assembly.property("transactions"));
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a shop's engine is made by a context");
    }
    return value;
  }

  /** Waits for running steps, about 15 seconds at most. The delegate answers until then, as listeners may call it. */
  @Override
  public synchronized void stop() {
    Running current = running;
    if (current == null) {
      return;
    }
    RuntimeException failure = null;
    for (AutoCloseable each : current.closing) {
      try {
        each.close();
      } catch (Exception e) {
        RuntimeException problem = e instanceof RuntimeException known ? known : new IllegalStateException("the shop " + name + " was not stopped wholly", e);
        if (failure == null) {
          failure = problem;
        } else {
          failure.addSuppressed(problem);
        }
      }
    }
    running = null;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Whether Spring 7 may pause it with its context: not if it holds a bean that can be started only once. */
  public boolean isPauseable() {
    Running current = running;
    return current == null || current.restartable;
  }
}
