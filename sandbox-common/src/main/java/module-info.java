/** What the fake marketplaces share. It is for them alone: nothing here is a promise to others. */
@SuppressWarnings("module") // The sandboxes are compiled after it.
module io.autopurchase.sandbox.common {
  requires transitive com.fasterxml.jackson.databind;
  requires java.net.http;

  exports io.autopurchase.sandbox.common to
      io.autopurchase.sandbox,
      io.autopurchase.sandbox.alibaba1688;
}
