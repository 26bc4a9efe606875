/** A fake Taobao marketplace that speaks the marketplace's wire protocol over loopback HTTP. */
module io.autopurchase.sandbox {
  requires io.autopurchase.sandbox.common;
  requires com.fasterxml.jackson.databind;
  requires java.net.http;

  exports io.autopurchase.sandbox;

  opens io.autopurchase.sandbox to
      com.fasterxml.jackson.databind;
}
