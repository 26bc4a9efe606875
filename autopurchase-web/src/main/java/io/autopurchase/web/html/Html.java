package io.autopurchase.web.html;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes pages of elements, attributes and texts. Everything is escaped by its type: there is no way to put a text into a page as HTML, an
 * address of the wrong kind into a link, or code into an attribute.
 */
public final class Html {
  private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr", "img");
  private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction");

  private Html() {}

  /**
   * An element.
   *
   * @param name its tag
   * @param contents its attributes and what is in it
   */
  public static Node el(String name, Content... contents) {
    return new Element(name, List.of(contents));
  }

  /**
   * A text.
   *
   * @param text anything
   */
  public static Node text(String text) {
    return new Text(text);
  }

  /**
   * A text from outside, whose direction does not reach what stands around it.
   *
   * @param text anything
   */
  public static Node foreign(String text) {
    return el("bdi", text(text));
  }

  /** Nothing at all. */
  public static Node nothing() {
    return new Group(List.of());
  }

  /**
   * Several nodes, one after the other.
   *
   * @param nodes in their order
   */
  public static Node all(Node... nodes) {
    return new Group(List.of(nodes));
  }

  /**
   * A node for each element of a collection.
   *
   * @param things in their order
   * @param form makes a node of one of them
   */
  public static <T> Node each(Collection<T> things, Function<? super T, Node> form) {
    return new Group(things.stream().map(form).toList());
  }

  /**
   * A node, if something holds.
   *
   * @param condition whether it is there
   * @param node made only then
   */
  public static Node when(boolean condition, Supplier<Node> node) {
    return condition ? node.get() : nothing();
  }

  /**
   * A node of a value, if there is one.
   *
   * @param value perhaps
   * @param form makes the node
   */
  public static <T> Node of(Optional<T> value, Function<? super T, Node> form) {
    return value.map(form).orElseGet(Html::nothing);
  }

  /**
   * An attribute that holds neither an address nor code.
   *
   * @param name such as {@code class}
   * @param value anything
   */
  public static Attribute attr(String name, String value) {
    if (ADDRESSES.contains(name) || name.startsWith("on") || name.equals("style") || name.equals("srcdoc")) {
      throw new IllegalArgumentException("not by this method: " + name);
    }
    return new Attribute(name, value, true);
  }

  /**
   * An attribute that is there or not, such as {@code checked}.
   *
   * @param name its name
   * @param present whether it is there
   */
  public static Attribute flag(String name, boolean present) {
    attr(name, "");
    return new Attribute(name, "", present);
  }

  /**
   * The class of an element.
   *
   * @param names separated by blanks
   */
  public static Attribute cls(String names) {
    return attr("class", names);
  }

  /**
   * The target of a link.
   *
   * @param url where it leads
   */
  public static Attribute href(Url url) {
    return new Attribute("href", url.toString(), true);
  }

  /**
   * The source of a script.
   *
   * @param url where it is
   */
  public static Attribute src(Url url) {
    return new Attribute("src", url.toString(), true);
  }

  /**
   * Where a form is sent.
   *
   * @param url its address
   */
  public static Attribute action(Url url) {
    return new Attribute("action", url.toString(), true);
  }

  /**
   * Where a button sends its form instead.
   *
   * @param url its address
   */
  public static Attribute formaction(Url url) {
    return new Attribute("formaction", url.toString(), true);
  }

  private static final class Text extends Node {
    private final String text;

    Text(String text) {
      this.text = text;
    }

    @Override
    void write(StringBuilder out) {
      Escape.escape(text, out);
    }
  }

  private static final class Group extends Node {
    private final List<Node> nodes;

    Group(List<Node> nodes) {
      this.nodes = nodes;
    }

    @Override
    void write(StringBuilder out) {
      nodes.forEach(node -> node.write(out));
    }
  }

  private static final class Element extends Node {
    private final String name;
    private final List<Content> contents;

    Element(String name, List<Content> contents) {
      this.name = name;
      this.contents = contents;
    }

    @Override
    void write(StringBuilder out) {
      out.append('<').append(name);
      for (Content content : contents) {
        if (content instanceof Attribute attribute) {
          attribute.write(out);
        }
      }
      out.append('>');
      if (VOID.contains(name)) {
        return;
      }
      for (Content content : contents) {
        if (content instanceof Node node) {
          node.write(out);
        }
      }
      out.append("</").append(name).append('>');
    }
  }
}
