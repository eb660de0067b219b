// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The two calls that a login needs, with one access token for all threads. */
@Component
public class WechatApi {
    private static final Logger LOG = LoggerFactory.getLogger(WechatApi.class);
    private static final Set<Integer> TOKEN_REFUSED = Set.of(40001, 40014, 42001);

    private final Settings settings;
    private final RestClient client;
    private String token = "";
    private long tokenUntilMs;

    public WechatApi(Settings settings) {
        var timeouts = new SimpleClientHttpRequestFactory();
        timeouts.setConnectTimeout(Duration.ofSeconds(5));
        timeouts.setReadTimeout(Duration.ofSeconds(5));
        this.settings = settings;
        this.client = RestClient.builder().requestFactory(timeouts).build();
    }

    /** The text of a QR code whose scan brings `scene`. */
    public String createQrCode(String scene, int livesS) {
        String path = "/cgi-bin/qrcode/create";
        Map<String, Object> body = Map.of("expire_seconds", livesS, "action_name", "QR_STR_SCENE",
                "action_info", Map.of("scene", Map.of("scene_str", scene)));
        String used = accessToken("");
        Map<String, Object> answer = send(path, "?access_token=" + used, body);
        if (TOKEN_REFUSED.contains(errcode(answer))) {
            answer = send(path, "?access_token=" + accessToken(used), body);
        }
        return (String) checked(path, answer).get("url");
    }

    /** The access token, or a new one if WeChat refused that one. Only one thread asks. */
    private synchronized String accessToken(String refused) {
        if (token.isEmpty() || token.equals(refused) || System.currentTimeMillis() > tokenUntilMs) {
            // `stable_token` leaves the tokens of other programs valid. `/cgi-bin/token` would end them.
            String path = "/cgi-bin/stable_token";
            Map<String, Object> answer = checked(path, send(path, "", Map.of(
                    "grant_type", "client_credential",
                    "appid", settings.appId(),
                    "secret", settings.appSecret(),
                    "force_refresh", !refused.isEmpty())));
            long livesS = ((Number) answer.get("expires_in")).longValue();
            token = (String) answer.get("access_token");
            tokenUntilMs = System.currentTimeMillis() + (livesS - 300) * 1000;
        }
        return token;
    }

    private Map<String, Object> send(String path, String query, Map<String, Object> body) {
        Map<String, Object> answer = null;
        try {
            answer = client.post().uri(URI.create(settings.apiUrl() + path + query))
                    .contentType(MediaType.APPLICATION_JSON).body(body)
                    .retrieve().body(new ParameterizedTypeReference<Map<String, Object>>() {});
        } catch (RestClientException error) {
            // Its message holds the address, and the address holds the access token.
            LOG.error("WeChat: {}: {}", path, error.getClass().getSimpleName());
        }
        if (answer == null) {
            throw new Problem(Problem.Code.UPSTREAM_UNAVAILABLE);
        }
        return answer;
    }

    private static int errcode(Map<String, Object> answer) {
        return answer.get("errcode") instanceof Number number ? number.intValue() : 0;
    }

    /** Errors come with HTTP 200. */
    private static Map<String, Object> checked(String path, Map<String, Object> answer) {
        int errcode = errcode(answer);
        if (errcode == 0) {
            return answer;
        }
        // WeChat's text names the address to put on the whitelist, or the setting that is wrong.
        LOG.error("WeChat: {}: {} {}", path, errcode, answer.get("errmsg"));
        throw new Problem(switch (errcode) {
            case -1, 40001, 40014, 42001 -> Problem.Code.UPSTREAM_UNAVAILABLE;
            case 45009, 45011 -> Problem.Code.QUOTA_EXHAUSTED;
            case 48004, 50002, 50003, 50004, 50007 -> Problem.Code.PLATFORM_DISABLED;
            default -> Problem.Code.MISCONFIGURED;
        });
    }
}
