/** The engine and the console as beans of Micronaut. */
package io.autopurchase.examples.micronaut;
