package com.example.shop;

import io.autopurchase.*;
import io.autopurchase.sandbox.TaobaoSandbox;
import io.autopurchase.spring.SpringBooking;
import io.autopurchase.web.spi.*;
import java.nio.file.Path;
import java.util.*;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.*;

@SpringBootApplication
public class ShopApplication {
  public static void main(String[] args) {
    SpringApplication.run(ShopApplication.class, args);
  }

  @Bean // the marketplace: remove it, and the gateway in application.properties, once you have an account
  TaobaoSandbox marketplace(@Value("${marketplace.port}") int port, @Value("${autopurchase.providers.taobao.callback}") String callback) {
    return TaobaoSandbox.builder().port(port).app("123456", "helloworld", callback).data(Path.of("data/marketplace.json")).start();
  }

  @Bean // who uses the console, and what they may do: ask your own login
  Access staff() {
    return (request, shop) -> Optional.of(ConsoleUser.operator("mary"));
  }
}

@RestController
class Orders {
  private final JdbcTemplate database;
  private final SpringBooking booking;
  private final AutoPurchase autoPurchase;

  Orders(JdbcTemplate database, SpringBooking booking, AutoPurchase autoPurchase) {
    this.database = database;
    this.booking = booking;
    this.autoPurchase = autoPurchase;
  }

  @Transactional // the order is saved and bought, or neither
  @PostMapping("/orders/{id}")
  public String buy(@PathVariable String id) {
    database.update("INSERT INTO customer_order (id) VALUES (?)", id);
    Recipient warehouse = Recipient.builder().name("张三").phone("11147043234").regionCode("150784").postalCode("021400").street("923").build();
    return booking.book(ReservationPlan.builder(id, new SessionId("taobao", "our-buyer"), warehouse).line("1", Item.of("42602653803"), 1, Money.cny("128.50")).build()).id().value();
  }

  @GetMapping("/orders/{id}")
  public List<String> show(@PathVariable String id) {
    return autoPurchase.purchases().ofOrder(id).stream().map(Purchase::toString).toList();
  }
}
