// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One attempt to sign in, as a row of the table wechat_login_attempts. */
public record Attempt(String id, String scene, String challenge, String cookieHash, String qrUrl,
        String state, int rev, long endsAt, String openid, String reason, Long accountId,
        boolean isNewAccount, String sessionId) {

    /** WeChat may report a new follower up to 80 s after the QR code was last shown. */
    static final long SHOWN_MS = 180_000;
    static final long LATE_MS = 80_000;
    static final long APPROVED_MS = 300_000;
    /** How long an end state can be read, and how long the answer to a redeem can be repeated. */
    static final long READABLE_MS = 300_000;
    static final long KEPT_MS = 60_000;
    static final List<String> LIVE = List.of("pending", "approved");

    private boolean isOverdue(long nowMs) {
        return LIVE.contains(state) && endsAt <= nowMs;
    }

    String currentState(long nowMs) {
        return isOverdue(nowMs) ? "expired" : state;
    }

    /** Whether the answer to the redeem that ended the attempt can be repeated. */
    boolean isKept(long nowMs) {
        return state.equals("completed") && nowMs < endsAt + KEPT_MS;
    }

    Map<String, Object> snapshot(long nowMs) {
        String now = currentState(nowMs);
        long leftMs = endsAt - nowMs - (now.equals("pending") ? LATE_MS : 0);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", now);
        body.put("rev", isOverdue(nowMs) ? rev + 1 : rev);
        body.put("expiresIn", LIVE.contains(now) ? Math.max(0, leftMs) / 1000 : 0);
        body.put("interval", 2);
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }
}
