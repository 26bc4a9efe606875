package io.autopurchase.spring;

import io.autopurchase.spi.ProviderAdapter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers of the class path that can be loaded and have an id of their own. The engine reports the others, as it looks for itself too. */
final class DiscoveredProviders {
  private static final Logger log = LoggerFactory.getLogger(DiscoveredProviders.class);

  private DiscoveredProviders() {}

  static Map<String, ProviderAdapter> in(ClassLoader loader) {
    Map<String, ProviderAdapter> found = new TreeMap<>();
    Set<String> ambiguous = new HashSet<>();
    Iterator<ServiceLoader.Provider<ProviderAdapter>> providers = ServiceLoader.load(ProviderAdapter.class, loader).stream().iterator();
    while (hasNext(providers)) {
      try {
        ProviderAdapter adapter = providers.next().get();
        if (found.putIfAbsent(adapter.id(), adapter) != null) {
          ambiguous.add(adapter.id());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        log.debug("A provider without meters cannot be loaded", e); // at a higher level by the engine
      }
    }
    found.keySet().removeAll(ambiguous);
    return found;
  }

  private static boolean hasNext(Iterator<?> providers) {
    try {
      return providers.hasNext();
    } catch (ServiceConfigurationError e) {
      log.debug("The search for providers ended early", e);
      return false;
    }
  }
}
