package io.autopurchase.examples.provider;

import io.autopurchase.Secret;
import io.autopurchase.spi.CallContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;

/**
 * Puts one request on the wire per call, and reports whether any of it has left. OkHttp repeats requests by itself on broken connections,
 * on redirects and on some statuses: the first two are switched off, and a body that can be written once only stops the third.
 * Thread-safe.
 */
final class Transport implements AutoCloseable {
  private static final long MOST_BYTES = 4L << 20;
  private static final MediaType JSON = MediaType.get("application/json");

  private final URI url;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .retryOnConnectionFailure(false)
          .followRedirects(false)
          .followSslRedirects(false)
          .proxy(Proxy.NO_PROXY)
          .connectTimeout(Duration.ofSeconds(5))
          // The whole call has a time-out; a read that makes progress is no progress of the call.
          .readTimeout(Duration.ZERO)
          .writeTimeout(Duration.ZERO)
          .addNetworkInterceptor(Transport::lastMoment)
          .build();

  Transport(URI url) {
    this.url = url;
  }

  /**
   * What came back.
   *
   * @param left whether any byte of the request may have left
   * @param status of HTTP; 0 if there was no whole answer
   * @param failure why there was no whole answer; empty if there was
   */
  record Answer(boolean left, int status, byte[] body, String failure) {
    static Answer none(boolean left, String failure) {
      return new Answer(left, 0, new byte[0], failure);
    }
  }

  /** Rides on the request to where it is about to leave. */
  private record Departure(CallContext context, AtomicBoolean left) {}

  /** The token travels in a header: nothing secret shows in a URL. */
  Answer post(String path, byte[] json, CallContext context) {
    Departure departure = new Departure(context, new AtomicBoolean());
    Request.Builder request =
        new Request.Builder().url(url + path).tag(Departure.class, departure).post(new OneShot(json));
    context.accessToken().map(Secret::reveal).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    Call call = client.newCall(request.build());
    call.timeout().timeout(context.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      if (source.request(MOST_BYTES + 1)) {
        // Closing alone would read on, to save the connection.
        call.cancel();
        return Answer.none(true, "TOO_LONG");
      }
      return new Answer(true, response.code(), source.readByteArray(), "");
    } catch (TooLateException e) {
      return Answer.none(false, "TOO_LATE");
    } catch (InterruptedIOException e) {
      return Answer.none(departure.left().get(), "TIMEOUT");
    } catch (IOException e) {
      return Answer.none(departure.left().get(), departure.left().get() ? "CONNECTION_LOST" : "NOT_CONNECTED");
    }
  }

  private static Response lastMoment(Interceptor.Chain chain) throws IOException {
    Departure departure = chain.request().tag(Departure.class);
    // The connection stands; behind these lines bytes leave.
    if (!departure.context().maySend()) {
      throw new TooLateException();
    }
    departure.left().set(true);
    return chain.proceed(chain.request());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** The moment until which the request might be sent has passed. */
  private static final class TooLateException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class OneShot extends RequestBody {
    private final byte[] json;

    OneShot(byte[] json) {
      this.json = json;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
