// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The attempts in the database. Every change is one UPDATE with its condition, so that of two
 * simultaneous changes one finds nothing to update, in any number of processes.
 */
@Repository
public class Attempts {
    private static final int MOST = 50_000;
    private static final String ALL = "select * from wechat_login_attempts where ";

    private final JdbcClient jdbc;

    public Attempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a new attempt, before WeChat is asked for its QR code. */
    Attempt create(String challenge, String cookie) {
        long nowMs = System.currentTimeMillis();
        jdbc.sql("delete from wechat_login_attempts where ends_at <= ?")
                .param(nowMs - Attempt.READABLE_MS).update();
        int count = jdbc.sql("select count(*) from wechat_login_attempts").query(Integer.class).single();
        if (count >= MOST) {
            throw new Problem(Problem.Code.RATE_LIMITED);
        }
        String id = Hashes.random(16);
        try {
            jdbc.sql("insert into wechat_login_attempts (id, scene, challenge, cookie_hash, ends_at)"
                    + " values (?, ?, ?, ?, ?)")
                    .params(id, Hashes.random(24), challenge, Hashes.s256(cookie),
                            nowMs + Attempt.SHOWN_MS + Attempt.LATE_MS)
                    .update();
        } catch (DuplicateKeyException error) {
            // The same create came twice at once, and the other one has the cookie.
            throw new Problem(Problem.Code.CHALLENGE_USED);
        }
        return byId(id).orElseThrow();
    }

    /** Moves an attempt out of one of these states. False if it is in none of them any more. */
    boolean move(String id, List<String> from, String to, long livesMs, String openid, String reason) {
        long nowMs = System.currentTimeMillis();
        return jdbc.sql("update wechat_login_attempts set state = :to, rev = rev + 1, ends_at = :endsAt,"
                + " openid = coalesce(:openid, openid), reason = coalesce(:reason, reason)"
                + " where id = :id and state in (:from) and ends_at > :now")
                .param("to", to).param("endsAt", nowMs + livesMs).param("openid", openid)
                .param("reason", reason).param("id", id).param("from", from).param("now", nowMs)
                .update() == 1;
    }

    void setQrUrl(String id, String qrUrl) {
        jdbc.sql("update wechat_login_attempts set qr_url = ? where id = ?").params(qrUrl, id).update();
    }

    void setResult(String id, Accounts.Account account, String sessionId) {
        jdbc.sql("update wechat_login_attempts set account_id = ?, is_new_account = ?, session_id = ?"
                + " where id = ?").params(account.id(), account.isNew(), sessionId, id).update();
    }

    Optional<Attempt> byId(String id) {
        long sinceMs = System.currentTimeMillis() - Attempt.READABLE_MS;
        return jdbc.sql(ALL + "id = ? and ends_at > ?").params(id, sinceMs).query(Attempt.class).optional();
    }

    Optional<Attempt> byChallenge(String challenge) {
        return jdbc.sql(ALL + "challenge = ?").param(challenge).query(Attempt.class).optional();
    }

    Optional<Attempt> byScene(String scene) {
        return jdbc.sql(ALL + "scene = ?").param(scene).query(Attempt.class).optional();
    }

    /** Those of these attempts that have not ended, best first. Scanned ones count as newer. */
    List<String> newestLive(List<String> ids, int most) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // 'approved' is sorted before 'pending'.
        return jdbc.sql("select id from wechat_login_attempts where id in (:ids) and state in (:live)"
                + " and ends_at > :now order by state, ends_at desc limit :most")
                .param("ids", ids).param("live", Attempt.LIVE)
                .param("now", System.currentTimeMillis()).param("most", most)
                .query(String.class).list();
    }

    /** The attempt, for who has the key. An unknown id and a wrong proof look the same. */
    Attempt proven(String id, String key, Optional<String> cookie) {
        Optional<Attempt> found = byId(id);
        String none = "-".repeat(43);
        boolean isKey = Hashes.equal(found.map(Attempt::challenge).orElse(none), Hashes.s256(key));
        String cookieHash = Hashes.s256(cookie.orElse(""));
        boolean isCookie = Hashes.equal(found.map(Attempt::cookieHash).orElse(none), cookieHash);
        return found.filter(attempt -> isKey && (cookie.isEmpty() || isCookie))
                .orElseThrow(() -> new Problem(Problem.Code.NOT_FOUND));
    }
}
