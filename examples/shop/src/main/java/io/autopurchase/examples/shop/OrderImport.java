package io.autopurchase.examples.shop;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.autopurchase.Item;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Puts the samples, and the orders of the file that is named, into the tables. What is there already stays as it is. */
@Component
class OrderImport implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(OrderImport.class);

  private final OrderRepository orders;
  private final String file;

  OrderImport(OrderRepository orders, @Value("${shop.orders}") String file) {
    this.orders = orders;
    this.file = file;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    orders.putProducts(products());
    OrderReader samples = OrderReader.ofSamples(resource("/sample-orders.jsonl"));
    if (!samples.refusals().isEmpty()) {
      throw new IllegalStateException("the sample orders are wrong: " + samples.refusals());
    }
    samples.orders().forEach(orders::add);
    if (!file.isBlank()) {
      read(Path.of(file));
    }
  }

  private void read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (MalformedInputException e) {
      throw new SetupException("the file " + path + " of shop.orders is not UTF-8", "Write it in UTF-8.");
    } catch (IOException e) {
      throw new SetupException("the file " + path + " of shop.orders cannot be read: " + e, "Write --shop.orders=FILE with a file that exists.");
    }
    OrderReader read = OrderReader.of(text, Instant.now());
    long added = read.orders().stream().filter(orders::add).count();
    log.info("{}: {} orders were added, {} are there already", path, added, read.orders().size() - added);
    read.refusals().forEach(refusal -> log.error("{}, {}; this order is not in the shop", path, refusal));
  }

  private static Map<Item, CustomerOrder.Product> products() throws IOException {
    Map<Item, CustomerOrder.Product> products = new LinkedHashMap<>();
    for (Map<String, Object> product : new ObjectMapper().readValue(resource("/sample-products.json"), new TypeReference<List<Map<String, Object>>>() {})) {
      products.put(
          new Item((String) product.get("item_id"), (String) product.get("sku_id")),
          new CustomerOrder.Product((String) product.get("title"), (String) product.get("variant"), (String) product.get("seller"), (Integer) product.get("grams"), (String) product.getOrDefault("provider", "taobao")));
    }
    return products;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = OrderImport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
