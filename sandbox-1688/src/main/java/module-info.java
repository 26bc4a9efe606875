/** A fake 1688 marketplace that speaks the marketplace's wire protocol over loopback HTTP. */
@SuppressWarnings("module") // The marketplace is called by its number.
module io.autopurchase.sandbox.alibaba1688 {
  requires io.autopurchase.sandbox.common;
  requires com.fasterxml.jackson.databind;
  requires java.net.http;

  exports io.autopurchase.sandbox.alibaba1688;

  opens io.autopurchase.sandbox.alibaba1688 to
      com.fasterxml.jackson.databind;
}
