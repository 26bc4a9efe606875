package io.autopurchase.web.serve;

import io.autopurchase.web.html.Node;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a request is answered with. */
@FunctionalInterface
public interface Answer {
  /**
   * Sends it.
   *
   * @param response whose common headers are set
   */
  void send(HttpServletResponse response) throws IOException;

  /**
   * A page, or a part of one.
   *
   * @param status of the response
   * @param html written after {@code <!DOCTYPE html>}
   */
  static Answer page(int status, Node html) {
    return bytes(status, "text/html;charset=UTF-8", ("<!DOCTYPE html>" + html).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * To another address, which a browser asks for by GET.
   *
   * @param location relative to the request
   */
  static Answer seeOther(Address location) {
    return response -> {
      response.setStatus(303);
      response.setHeader("Location", location.toString());
    };
  }

  /**
   * Any bytes.
   *
   * @param status of the response
   * @param type their content type
   * @param body all of them
   */
  static Answer bytes(int status, String type, byte[] body) {
    return response -> {
      response.setStatus(status);
      response.setContentType(type);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    };
  }
}
