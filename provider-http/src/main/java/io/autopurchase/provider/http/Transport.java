package io.autopurchase.provider.http;

import io.autopurchase.spi.CallContext;
import io.autopurchase.spi.PlainText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.annotation.Nullable;
import javax.annotation.concurrent.ThreadSafe;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.FormBody;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;

/**
 * Puts one request on the wire per call. OkHttp repeats requests by itself on broken connections, redirects and some
 * statuses: all three are switched off, and the body can be written once only. One client, and its connections, for all
 * calls. Thread-safe.
 */
@ThreadSafe
public final class Transport implements AutoCloseable {
  /** The connection is not secure, so that nothing was sent over it. */
  public static final String TLS_FAILED = "TLS_FAILED";

  private static final Logger log = System.getLogger(Transport.class.getName());
  private static final String USER_AGENT = "autopurchase/" + Version.TEXT;

  private final URI base;
  private final int mostBytes;
  private final OkHttpClient client;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param settings of the connection
   */
  public Transport(HttpSettings settings) {
    this(settings, UnaryOperator.identity());
  }

  /**
   * @param more what tests need in addition, such as the trust in a certificate of their own
   */
  Transport(HttpSettings settings, UnaryOperator<OkHttpClient.Builder> more) {
    base = settings.gateway();
    mostBytes = settings.mostBytes();
    client =
        more.apply(
                settings.proxy().applyTo(new OkHttpClient.Builder())
                    .retryOnConnectionFailure(false)
                    .followRedirects(false)
                    .followSslRedirects(false)
                    .connectionSpecs(List.of(isSecure() ? ConnectionSpec.RESTRICTED_TLS : ConnectionSpec.CLEARTEXT))
                    .connectTimeout(settings.connectTimeout())
                    .readTimeout(settings.readTimeout())
                    .writeTimeout(settings.readTimeout())
                    .addNetworkInterceptor(Transport::leave))
            .build();
  }

  /**
   * What came back.
   *
   * @param left whether any byte of the request may have left
   * @param status of HTTP; 0 if there was no whole answer
   * @param body of the answer
   * @param failure why there was no whole answer; empty if there was
   * @param askedAt the gateway's clock when it was asked, or a moment before; null if that is unknown
   * @param redaction takes the request's secrets out of the answer's words
   */
  public record Answer(
      boolean left, int status, byte[] body, String failure, @Nullable Instant askedAt, Redaction redaction) {
    private static Answer none(boolean left, String failure) {
      return new Answer(left, 0, new byte[0], failure, null, Redaction.NOTHING);
    }
  }

  /**
   * Posts the parameters as a form: nothing of them shows in a URL.
   *
   * @param path appended to the gateway's URL
   * @param parameters as they are; encoded here
   * @param redaction of the answer
   * @param context whose gate is asked when the connection stands
   */
  public Answer post(String path, SortedMap<String, String> parameters, Redaction redaction, CallContext context) {
    Gate gate = new Gate(context);
    FormBody.Builder form = new FormBody.Builder(StandardCharsets.UTF_8);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      form.add(parameter.getKey(), parameter.getValue());
    }
    Request request =
        new Request.Builder()
            .url(base + path)
            .header("User-Agent", USER_AGENT)
            .tag(Gate.class, gate)
            .post(new OneShot(form.build()))
            .build();
    Call call = client.newCall(request);
    call.timeout().timeout(context.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      BufferedSource source = response.body().source();
      warned.set(false);
      if (source.request(mostBytes + 1L)) {
        return Answer.none(true, "TOO_LONG");
      }
      return new Answer(true, response.code(), source.readByteArray(), "", askedAt(response), redaction);
    } catch (TooLateException e) {
      return Answer.none(false, "TOO_LATE");
    } catch (InterruptedIOException e) {
      return Answer.none(gate.left, gate.left ? "TIMEOUT" : "CONNECT_TIMEOUT");
    } catch (SSLException e) {
      return Answer.none(gate.left, gate.left ? "CONNECTION_LOST" : notSecure(e));
    } catch (IOException e) {
      return Answer.none(gate.left, gate.left ? "CONNECTION_LOST" : "NOT_CONNECTED");
    }
  }

  private boolean isSecure() {
    return "https".equals(base.getScheme());
  }

  /** A proxy or an attacker between us and the gateway must not look like an outage. Warns once until a call succeeds again. */
  private String notSecure(SSLException e) {
    if (hasCause(e, EOFException.class) || hasCause(e, SocketException.class)) {
      return "NOT_CONNECTED"; // the connection was cut before it was known to be secure or not
    }
    if (!warned.getAndSet(true)) {
      log.log(
          Level.WARNING,
          "No secure connection to {0}, and nothing is sent: {1}. Its certificate has expired or is for another host, its TLS is too"
              + " old, or a proxy or an attacker is in between.",
          base.getHost(),
          PlainText.clean(e.toString()));
    }
    return TLS_FAILED;
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** The connection stands; behind this line bytes leave. */
  private static Response leave(Interceptor.Chain chain) throws IOException {
    Gate gate = Objects.requireNonNull(chain.request().tag(Gate.class), "every request has one");
    if (!gate.context.maySend()) {
      throw new TooLateException();
    }
    gate.left = true;
    return chain.proceed(chain.request());
  }

  /** The date of an answer is cut to the second and no older than its question, so that much earlier is early enough. */
  @Nullable
  private static Instant askedAt(Response response) {
    Date date = response.headers().getDate("Date");
    long took = Math.max(0, response.receivedResponseAtMillis() - response.sentRequestAtMillis());
    return date == null ? null : date.toInstant().minusMillis(took);
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /** Whether one request may leave, and has. For one thread: that of its call. */
  private static final class Gate {
    private final CallContext context;
    private boolean left;

    Gate(CallContext context) {
      this.context = context;
    }
  }

  /** The moment until which the request might be sent has passed. */
  private static final class TooLateException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class OneShot extends RequestBody {
    private final FormBody form;

    OneShot(FormBody form) {
      this.form = form;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public MediaType contentType() {
      return MediaType.get("application/x-www-form-urlencoded;charset=utf-8");
    }

    @Override
    public long contentLength() {
      return form.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      form.writeTo(sink);
    }
  }
}
