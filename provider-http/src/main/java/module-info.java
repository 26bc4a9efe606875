/** What providers over HTTP have in common. */
module io.autopurchase.provider.http {
  requires transitive io.autopurchase.api;
  requires transitive com.fasterxml.jackson.databind;
  requires okhttp3;
  requires okio;

  exports io.autopurchase.provider.http;
  exports io.autopurchase.provider.region;
}
