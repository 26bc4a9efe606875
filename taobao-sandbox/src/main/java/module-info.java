/** A fake Taobao marketplace that speaks the marketplace's wire protocol over loopback HTTP. */
module io.autopurchase.sandbox {
  requires com.fasterxml.jackson.databind;

  exports io.autopurchase.sandbox;

  opens io.autopurchase.sandbox to
      com.fasterxml.jackson.databind;
}
