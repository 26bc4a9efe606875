package io.autopurchase;

import io.autopurchase.spi.PlainText;
import java.util.Objects;
import javax.annotation.CheckReturnValue;
import javax.annotation.concurrent.Immutable;

/**
 * The receiver of a parcel, usually the shop's warehouse in the provider's country. The rules are the provider's, and are checked by
 * {@link AutoPurchase#preview} and {@link AutoPurchase#book}.
 */
@Immutable
public final class Recipient {
  private final String name;
  private final String phone;
  private final String regionCode;
  private final String postalCode;
  private final String street;

  private Recipient(Builder builder) {
    name = builder.name;
    phone = builder.phone;
    regionCode = builder.regionCode;
    postalCode = builder.postalCode;
    street = builder.street;
  }

  /** A recipient with all fields empty. */
  public static Builder builder() {
    return new Builder();
  }

  /** To derive another one. */
  @CheckReturnValue
  public Builder toBuilder() {
    return builder().name(name).phone(phone).regionCode(regionCode).postalCode(postalCode).street(street);
  }

  /** The person or the warehouse that receives the parcel. */
  public String name() {
    return name;
  }

  /** A mobile number, as text. */
  public String phone() {
    return phone;
  }

  /** Six digits of GB/T 2260 for China, such as {@code 150784}. */
  public String regionCode() {
    return regionCode;
  }

  /** As text: leading zeros count. */
  public String postalCode() {
    return postalCode;
  }

  /** Street, house and room, without province, city and district. */
  public String street() {
    return street;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient
        && ((Recipient) other).name.equals(name)
        && ((Recipient) other).phone.equals(phone)
        && ((Recipient) other).regionCode.equals(regionCode)
        && ((Recipient) other).postalCode.equals(postalCode)
        && ((Recipient) other).street.equals(street);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, phone, regionCode, postalCode, street);
  }

  /** The region only: names and phones of people stay out of logs. */
  @Override
  public String toString() {
    return "recipient in " + regionCode;
  }

  /** Mutable; for one thread. Missing values are empty text; white space around a value is removed. */
  public static final class Builder {
    private String name = "";
    private String phone = "";
    private String regionCode = "";
    private String postalCode = "";
    private String street = "";

    private Builder() {}

    /**
     * The person or the warehouse that receives the parcel.
     *
     * @param value as the host has it; a plan may {@linkplain ReservationPlan#transliterateNames transliterate} it
     */
    public Builder name(String value) {
      name = PlainText.strip(Objects.requireNonNull(value, "name"));
      return this;
    }

    /**
     * A mobile number.
     *
     * @param value as text
     */
    public Builder phone(String value) {
      phone = PlainText.strip(Objects.requireNonNull(value, "phone"));
      return this;
    }

    /**
     * The region of the address.
     *
     * @param value for China six digits of GB/T 2260, such as {@code 150784}
     */
    public Builder regionCode(String value) {
      regionCode = PlainText.strip(Objects.requireNonNull(value, "regionCode"));
      return this;
    }

    /**
     * The postal code.
     *
     * @param value as text: leading zeros count
     */
    public Builder postalCode(String value) {
      postalCode = PlainText.strip(Objects.requireNonNull(value, "postalCode"));
      return this;
    }

    /**
     * The address within its region.
     *
     * @param value street, house and room, without province, city and district
     */
    public Builder street(String value) {
      street = PlainText.strip(Objects.requireNonNull(value, "street"));
      return this;
    }

    /** Builds the recipient without a check: the rules are the provider's. The builder can be used again. */
    @CheckReturnValue
    public Recipient build() {
      return new Recipient(this);
    }
  }
}
