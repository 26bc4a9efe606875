package io.autopurchase.sandbox;

/** What has changed about an order; the number is that of the message that reports it. */
enum OrderEvent {
  STATUS(3),
  PRICE(8),
  REFUND(9);

  final int messageType;

  OrderEvent(int messageType) {
    this.messageType = messageType;
  }
}
