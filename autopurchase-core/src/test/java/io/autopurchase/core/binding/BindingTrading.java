package io.autopurchase.core.binding;

import static io.autopurchase.testkit.FakeOrders.unpaid;

import io.autopurchase.Activity;
import io.autopurchase.BindingRequest;
import io.autopurchase.Item;
import io.autopurchase.core.Nodes;
import io.autopurchase.core.Trading;

/** What tests of bindings need besides. */
abstract class BindingTrading extends Trading {
  static BindingRequest.Builder request(String number) {
    return BindingRequest.builder("ORD-1", Nodes.SESSION, number);
  }

  static BindingRequest one(String number) {
    return request(number).line("1", Item.of("4711"), 2).build();
  }

  final Activity bind(BindingRequest request) {
    return settle(node.engine.bind(request));
  }

  final void placeByHand(String id, int quantity) {
    provider.place(unpaid(id, "4711", quantity, nodes.time.now()));
  }
}
