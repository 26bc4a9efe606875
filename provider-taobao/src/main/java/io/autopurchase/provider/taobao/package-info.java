/** Found by {@code ServiceLoader} as provider {@code taobao}; settings are named in {@link io.autopurchase.provider.taobao.TaobaoAdapter}. */
@ParametersAreNonnullByDefault
package io.autopurchase.provider.taobao;

import javax.annotation.ParametersAreNonnullByDefault;
