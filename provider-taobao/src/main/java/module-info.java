/** Taobao Global as a goods provider. */
module io.autopurchase.provider.taobao {
  requires transitive io.autopurchase.api;
  requires com.fasterxml.jackson.databind;
  requires io.autopurchase.provider.http;

  exports io.autopurchase.provider.taobao;

  provides io.autopurchase.spi.ProviderAdapter with
      io.autopurchase.provider.taobao.TaobaoAdapter;
}
