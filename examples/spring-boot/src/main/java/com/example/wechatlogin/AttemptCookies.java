// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The cookie of each attempt (docs/protocol.md#the-pages-three-values). */
@Component
public class AttemptCookies {
    static final Duration LIVES = Duration.ofMinutes(30);
    static final Duration ENDED_LIVES = Duration.ofSeconds(60);
    private static final int MOST = 12;

    private final Settings settings;
    private final Attempts attempts;

    public AttemptCookies(Settings settings, Attempts attempts) {
        this.settings = settings;
        this.attempts = attempts;
    }

    private String name(String id) {
        return (settings.isSecure() ? "__Host-wml-" : "wml-") + id;
    }

    private static Stream<Cookie> all(HttpServletRequest request) {
        return request.getCookies() == null ? Stream.empty() : Arrays.stream(request.getCookies());
    }

    String value(HttpServletRequest request, String id) {
        return all(request).filter(cookie -> cookie.getName().equals(name(id)))
                .map(Cookie::getValue).findFirst().orElse("");
    }

    void keep(HttpServletResponse response, String id, String value, Duration lives) {
        set(response, name(id), value, lives);
    }

    void set(HttpServletResponse response, String name, String value, Duration lives) {
        String cookie = ResponseCookie.from(name, value).path("/").maxAge(lives).httpOnly(true)
                .secure(settings.isSecure()).sameSite("Lax").build().toString();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie);
    }

    /** Clears those of attempts that have ended, and the oldest, so that the header never fills up. */
    void clearStale(HttpServletRequest request, HttpServletResponse response) {
        String prefix = name("");
        List<String> ids = all(request).map(Cookie::getName).filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length())).limit(100).toList();
        List<String> kept = attempts.newestLive(ids, MOST - 1);
        ids.stream().filter(id -> !kept.contains(id))
                .forEach(id -> keep(response, id, "", Duration.ZERO));
    }
}
