// A WebSocket client on the JDK's own HttpClient: java Client.java URL. What it takes and prints is told in
// ../../e2e/client.py; of orders it knows those with a code, and `send`.

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class Client implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    public static void main(String[] arguments) throws Exception {
        Client client = new Client();
        WebSocket ws = HttpClient.newHttpClient().newWebSocketBuilder()
            .buildAsync(URI.create(arguments[0]), client).get();
        ws.sendText("héllo", true).get();
        expect("text héllo", client.messages.take());
        ws.sendBinary(ByteBuffer.wrap(new byte[] {0, -1}), true).get();
        expect("binary 2", client.messages.take());
        System.out.println("{\"port\": null}");

        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        String order = input.readLine();
        Matcher close = Pattern.compile("\\{\"close\": \\[(\\d+), \"(.*)\"\\]\\}").matcher(order);
        Matcher send = Pattern.compile("\\{\"send\": \"(.*)\"\\}").matcher(order);
        if (close.matches()) {
            ws.sendClose(Integer.parseInt(close.group(1)), close.group(2)).get();
        } else if (send.matches()) {
            ws.sendText(send.group(1), true).get();
        } else {
            throw new IllegalArgumentException(order);
        }
        System.out.println(client.closed.get());
        System.exit(0);
    }

    private static void expect(String expected, String got) {
        if (!got.equals(expected)) {
            throw new AssertionError("expected " + expected + ", got " + got);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
        messages.add("text " + data);
        ws.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket ws, ByteBuffer data, boolean last) {
        messages.add("binary " + data.remaining());
        ws.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
        String seen = "{\"code\": " + code + ", \"reason\": \"" + reason + "\"}";
        // Else it would be sent after this, and the process might be over by then. It is an error if ours came
        // first.
        return ws.sendClose(code, "").handle((sent, error) -> closed.complete(seen));
    }

    @Override
    public void onError(WebSocket ws, Throwable error) {
        closed.complete("{\"code\": 1006, \"reason\": \"\"}");
    }
}
