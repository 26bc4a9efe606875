/** The engine and the console as beans of Quarkus. */
package io.autopurchase.examples.quarkus;
