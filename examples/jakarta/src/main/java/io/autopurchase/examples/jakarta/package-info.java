/** The engine and the console in a servlet container, without a framework. */
package io.autopurchase.examples.jakarta;
