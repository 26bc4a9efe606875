/** Requests and responses: addresses, rights, texts, headers, files. */
@NullMarked
package io.autopurchase.web.serve;

import org.jspecify.annotations.NullMarked;
