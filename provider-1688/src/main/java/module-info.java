/** 1688.com as a goods provider. */
@SuppressWarnings("module") // the marketplace is a number
module io.autopurchase.provider.alibaba1688 {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires io.autopurchase.provider.http;

  exports io.autopurchase.provider.alibaba1688;

  provides io.autopurchase.spi.ProviderAdapter with
      io.autopurchase.provider.alibaba1688.Alibaba1688Adapter;
}
