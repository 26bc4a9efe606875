package io.autopurchase.examples.shop;

import io.autopurchase.AutoPurchase;
import io.autopurchase.Purchase;
import io.autopurchase.web.PurchasePanel;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/** The shop's own pages. */
@Controller
class OrderController {
  private static final int PAGE = 50;
  private static final List<String> TABS = List.of("items", "parcels", "history", "purchase");

  private final OrderRepository orders;
  private final AutoPurchase autoPurchase;
  private final PurchasePanel panel;

  OrderController(OrderRepository orders, AutoPurchase autoPurchase, PurchasePanel panel) {
    this.orders = orders;
    this.autoPurchase = autoPurchase;
    this.panel = panel;
  }

  /** The page of an order, whatever characters its number has. */
  static String address(String orderId) {
    return "/orders/" + UriUtils.encodePathSegment(orderId, StandardCharsets.UTF_8);
  }

  @GetMapping("/")
  String home() {
    return "redirect:/orders";
  }

  @GetMapping("/login")
  String login() {
    return "login";
  }

  @GetMapping("/orders")
  String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int from, Model model) {
    int first = Math.max(0, from);
    List<CustomerOrder> found = orders.page(q.strip(), first, PAGE + 1);
    List<CustomerOrder> page = found.subList(0, Math.min(PAGE, found.size()));
    model.addAttribute("orders", page);
    model.addAttribute("purchases", autoPurchase.purchases().ofOrders(page.stream().map(CustomerOrder::id).toList()));
    model.addAttribute("q", q);
    model.addAttribute("previous", first == 0 ? null : Math.max(0, first - PAGE));
    model.addAttribute("next", found.size() > PAGE ? first + PAGE : null);
    return "orders";
  }

  @GetMapping("/orders/{id}")
  String show(@PathVariable String id, @RequestParam(defaultValue = "items") String tab, HttpServletRequest request, Locale locale, Model model) {
    CustomerOrder order = orders.find(id).filter(found -> TABS.contains(tab)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("order", order);
    model.addAttribute("address", address(id));
    model.addAttribute("tabs", TABS);
    model.addAttribute("tab", tab);
    switch (tab) {
      case "parcels" -> {
        Map<String, Purchase> purchases = autoPurchase.purchases().ofOrder(id).stream().collect(Collectors.toMap(purchase -> purchase.line().lineId(), Function.identity()));
        model.addAttribute("purchases", purchases);
      }
      case "history" -> model.addAttribute("history", orders.history(id));
      case "purchase" -> {
        model.addAttribute("panelHead", panel.head(request));
        model.addAttribute("panel", panel.render(request, id, locale));
      }
      default -> {}
    }
    return "order";
  }
}
