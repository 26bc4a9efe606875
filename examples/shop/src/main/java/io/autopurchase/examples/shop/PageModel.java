package io.autopurchase.examples.shop;

import io.autopurchase.ActivityQuery;
import io.autopurchase.ActivityState;
import io.autopurchase.AutoPurchase;
import io.autopurchase.AutoPurchaseEvent;
import io.autopurchase.Messages;
import io.autopurchase.Purchase;
import io.autopurchase.PurchaseGroup;
import io.autopurchase.PurchaseStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all pages of the shop show. */
@ControllerAdvice
class PageModel {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final AutoPurchase autoPurchase;
  private final Marketplaces marketplaces;
  private final MessageSource texts;

  PageModel(AutoPurchase autoPurchase, Marketplaces marketplaces, MessageSource texts) {
    this.autoPurchase = autoPurchase;
    this.marketplaces = marketplaces;
    this.texts = texts;
  }

  /** The name of who is signed in. */
  @ModelAttribute("user")
  String user(HttpServletRequest request) {
    return request.getRemoteUser();
  }

  @ModelAttribute("openQuestions")
  long openQuestions(HttpServletRequest request) {
    return request.getRemoteUser() == null ? 0 : autoPurchase.activities().counts(ActivityQuery.builder().state(ActivityState.WAITING_FOR_ANSWER).build()).total();
  }

  /** Where orders are placed by hand and paid, by the name of the marketplace; of real ones nothing. */
  @ModelAttribute("marketplaces")
  Map<String, URI> marketplaces() {
    return marketplaces.pages();
  }

  /** Addresses of this page in the other languages. */
  @ModelAttribute("languages")
  List<Language> languages(HttpServletRequest request) {
    String query =
        Arrays.stream(Optional.ofNullable(request.getQueryString()).orElse("").split("&"))
            .filter(pair -> !pair.isEmpty() && !pair.startsWith("lang="))
            .map(pair -> pair + "&")
            .collect(Collectors.joining());
    return Languages.ALL.stream().map(id -> new Language(id, request.getRequestURI() + "?" + query + "lang=" + id)).toList();
  }

  @ModelAttribute("words")
  Words words(Locale locale) {
    return new Words(texts, locale);
  }

  /**
   * A language that the reader can choose.
   *
   * @param id such as {@code en}
   * @param address of this page in it
   */
  record Language(String id, String address) {}

  /** Texts for values, for the templates. */
  static final class Words {
    private final MessageSource texts;
    private final Locale locale;
    private final Messages messages;

    Words(MessageSource texts, Locale locale) {
      this.texts = texts;
      this.locale = locale;
      messages = Messages.in(locale);
    }

    public String time(Instant at) {
      return TIME.format(at) + " UTC";
    }

    public String status(LineStatus status) {
      return texts.getMessage("status." + status, null, locale);
    }

    /** A line in one sentence: its id, its group, and its status at the marketplace. */
    public String purchase(Purchase purchase) {
      String status = statusOf(purchase);
      return purchase.line().lineId() + ": " + messages.text(purchase.group()) + (status.isEmpty() ? "" : ", " + status);
    }

    public String statusOf(Purchase purchase) {
      return purchase.status().map(messages::text).orElse("");
    }

    public String orderOf(Purchase purchase) {
      return purchase.providerOrderId().orElse("");
    }

    public String what(HistoryEntry entry) {
      return texts.getMessage("history." + entry.what(), null, entry.what(), locale);
    }

    /** A value of the history: a status of the shop or of the purchase, what was requested, or a text of its own. */
    public String value(HistoryEntry entry, String value) {
      if (entry.what().equals(HistoryEntry.STATUS)) {
        return texts.getMessage("status." + value, null, value, locale);
      }
      if (entry.what().equals(AutoPurchaseEvent.ACTIVITY_REQUESTED)) {
        return texts.getMessage("request." + value, null, value, locale);
      }
      return Arrays.stream(PurchaseStatus.values())
          .filter(status -> status.name().equals(value))
          .map(messages::text)
          .findFirst()
          .or(() -> Arrays.stream(PurchaseGroup.values()).filter(group -> group.name().equals(value)).map(messages::text).findFirst())
          .orElse(value);
    }
  }
}
