package io.autopurchase.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.autopurchase.ResultPage;
import java.io.IOException;

/** Pages of anything that can be written. */
@SuppressWarnings("rawtypes") // of its entries only the writer knows the type
final class PageWriter extends StdSerializer<ResultPage> {
  private static final long serialVersionUID = 1L;

  PageWriter() {
    super(ResultPage.class);
  }

  @Override
  public void serialize(ResultPage page, JsonGenerator out, SerializerProvider provider) throws IOException {
    out.writeStartObject();
    provider.defaultSerializeField("entries", page.entries(), out);
    out.writeNumberField("page", page.page());
    out.writeNumberField("size", page.size());
    out.writeNumberField("total", page.total());
    out.writeBooleanField("totalIsExact", page.isTotalExact());
    out.writeEndObject();
  }
}
