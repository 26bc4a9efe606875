package io.autopurchase.integration.secrets;

import io.autopurchase.Secret;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be learned of an object: its {@code toString}, what its public methods return, what is in its fields, public
 * or not, and so on for whatever is reached that way. What a {@link Secret} holds is what must not be reached otherwise.
 */
final class Dump {
  private static final Set<String> SKIPPED = Set.of("hashCode", "getClass", "notify", "notifyAll", "wait", "close", "toBuilder");

  private final StringBuilder out = new StringBuilder();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final boolean callsMethods;

  private Dump(boolean callsMethods) {
    this.callsMethods = callsMethods;
  }

  /** Of a value: calling its methods changes nothing. */
  static String ofValue(Object value) {
    return new Dump(true).all(value);
  }

  /** Of something that works: only what it holds. */
  static String ofParts(Object machine) {
    return new Dump(false).all(machine);
  }

  private String all(Object root) {
    List<Object> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Object object = open.remove(open.size() - 1);
      if (object != null && seen.add(object)) {
        out.append(object.getClass().getName()).append(": ").append(object).append('\n');
        open.addAll(parts(object));
      }
    }
    return out.toString();
  }

  private List<Object> parts(Object object) {
    List<Object> parts = new ArrayList<>();
    if (object instanceof Map<?, ?> map) {
      parts.addAll(map.keySet());
      parts.addAll(map.values());
    } else if (object instanceof Iterable<?> items && !(object instanceof Path)) { // a path's parts are paths, without end
      items.forEach(parts::add);
    } else if (object instanceof Optional<?> some) {
      some.ifPresent(parts::add);
    } else if (object.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(object) && !object.getClass().getComponentType().isPrimitive(); i++) {
        parts.add(Array.get(object, i));
      }
      if (object instanceof byte[] bytes) {
        out.append(HexFormat.of().formatHex(bytes)).append('\n');
      }
    } else if (object.getClass().getName().startsWith("io.autopurchase") && !(object instanceof Secret)) {
      fields(object, parts);
      // What a builder builds is new each time, and never ends.
      if (callsMethods && !object.getClass().getSimpleName().equals("Builder")) {
        methods(object, parts);
      }
    }
    if (object instanceof Throwable thrown) {
      parts.add(thrown.getCause());
      parts.addAll(List.of(thrown.getSuppressed()));
      parts.add(thrown.getMessage());
    }
    return parts;
  }

  private static void fields(Object object, List<Object> parts) {
    for (Class<?> type = object.getClass(); type.getName().startsWith("io.autopurchase"); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        try {
          field.setAccessible(true);
          parts.add(field.get(object));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private static void methods(Object object, List<Object> parts) {
    for (Method method : object.getClass().getMethods()) {
      boolean tells =
          method.getParameterCount() == 0
              && method.getReturnType() != void.class
              && !Modifier.isStatic(method.getModifiers())
              && method.getDeclaringClass() != Object.class
              && method.getDeclaringClass() != Throwable.class
              && !SKIPPED.contains(method.getName());
      if (tells) {
        try {
          method.setAccessible(true);
          parts.add(method.invoke(object));
        } catch (InvocationTargetException e) {
          parts.add(e.getCause());
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
