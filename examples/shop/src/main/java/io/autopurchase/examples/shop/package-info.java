/** A shop that buys what its customers have ordered: its own tables, pages and login, with autopurchase and its console inside. */
package io.autopurchase.examples.shop;
