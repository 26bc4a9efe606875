package io.autopurchase;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over fields that are separated by their lengths. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
    return this;
  }

  Fingerprint add(@Nullable Recipient recipient) {
    if (recipient == null) {
      return add("");
    }
    return add(recipient.name())
        .add(recipient.phone())
        .add(recipient.regionCode())
        .add(recipient.postalCode())
        .add(recipient.street());
  }

  Fingerprint add(PlanLine line) {
    return add(line.lineId())
        .add(line.item().itemId())
        .add(line.item().skuId())
        .add(Integer.toString(line.quantity()))
        .add(line.unitPrice().toString())
        .add(line.note());
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
