/** Found by {@code ServiceLoader} as provider {@code 1688}; settings are named in {@link io.autopurchase.provider.alibaba1688.Alibaba1688Adapter}. */
@ParametersAreNonnullByDefault
package io.autopurchase.provider.alibaba1688;

import javax.annotation.ParametersAreNonnullByDefault;
