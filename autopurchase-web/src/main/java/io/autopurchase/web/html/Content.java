package io.autopurchase.web.html;

/** What an element is made of: attributes, and nodes. */
public sealed interface Content permits Attribute, Node {}
