// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The endpoints of level core (docs/protocol.md#endpoints). FormCheck puts them below PUBLIC_URL. */
@RestController
public class LoginController {
    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);
    private static final String VALUE = "[A-Za-z0-9_-]{43}";
    private static final int QR_LIVES_S = 240;

    private final Settings settings;
    private final Attempts attempts;
    private final AttemptCookies cookies;
    private final Accounts accounts;
    private final WechatApi api;
    private final WechatCrypt crypt;
    private final TransactionTemplate transactions;

    public LoginController(Settings settings, Attempts attempts, AttemptCookies cookies, Accounts accounts,
            WechatApi api, WechatCrypt crypt, TransactionTemplate transactions) {
        this.settings = settings;
        this.attempts = attempts;
        this.cookies = cookies;
        this.accounts = accounts;
        this.api = api;
        this.crypt = crypt;
        this.transactions = transactions;
    }

    @PostMapping("/attempts")
    ResponseEntity<Map<String, Object>> create(@RequestBody Map<String, Object> body,
            HttpServletRequest request, HttpServletResponse response) {
        String challenge = text(body, "challenge", VALUE, "");
        text(body, "purpose", "login", "");
        text(body, "method", "scan", "");
        text(body, "officialAccount", "default", "default");
        Optional<Attempt> known = attempts.byChallenge(challenge);
        if (known.isPresent()) {
            return again(request, known.get());
        }
        String cookie = Hashes.random(32);
        Attempt attempt = attempts.create(challenge, cookie);
        String qrUrl;
        try {
            qrUrl = api.createQrCode(attempt.scene(), QR_LIVES_S);
        } catch (Problem problem) {
            attempts.move(attempt.id(), List.of("pending"), "failed", 0, null, problem.code().text());
            throw problem;
        }
        attempts.setQrUrl(attempt.id(), qrUrl);
        cookies.clearStale(request, response);
        cookies.keep(response, attempt.id(), cookie, AttemptCookies.LIVES);
        return json(201, created(attempt, qrUrl));
    }

    private ResponseEntity<Map<String, Object>> again(HttpServletRequest request, Attempt attempt) {
        String cookieHash = Hashes.s256(cookies.value(request, attempt.id()));
        if (!Hashes.equal(attempt.cookieHash(), cookieHash)) {
            throw new Problem(Problem.Code.CHALLENGE_USED);
        }
        return json(200, created(attempt, attempt.qrUrl()));
    }

    private Map<String, Object> created(Attempt attempt, String qrUrl) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("protocol", 1);
        body.put("levels", List.of("core"));
        body.put("id", attempt.id());
        body.putAll(attempt.snapshot(System.currentTimeMillis()));
        body.put("officialAccount",
                Map.of("key", "default", "name", settings.siteName(), "kind", "service"));
        body.put("present", Map.of("type", "qr", "url", qrUrl));
        return body;
    }

    @GetMapping("/attempts/{id}")
    ResponseEntity<Map<String, Object>> watch(@PathVariable("id") String id, HttpServletRequest request) {
        return json(200, byKey(id, request).snapshot(System.currentTimeMillis()));
    }

    @DeleteMapping("/attempts/{id}")
    ResponseEntity<Void> cancel(@PathVariable("id") String id, HttpServletRequest request) {
        attempts.move(byKey(id, request).id(), Attempt.LIVE, "cancelled", 0, null, null);
        return ResponseEntity.noContent().build();
    }

    private Attempt byKey(String id, HttpServletRequest request) {
        String key = request.getHeader("Wechat-Login-Key");
        String authorization = request.getHeader("Authorization");
        if (key == null && authorization != null && authorization.matches("(?i)bearer .*")) {
            key = authorization.substring(7).strip();
        }
        return attempts.proven(id, key == null ? "" : key, Optional.empty());
    }

    @PostMapping("/attempts/{id}/redeem")
    ResponseEntity<Map<String, Object>> redeem(@PathVariable("id") String id,
            @RequestBody Map<String, Object> body, HttpServletRequest request, HttpServletResponse response) {
        String key = Hashes.s256(text(body, "verifier", VALUE, ""));
        String cookie = cookies.value(request, id);
        Attempt attempt = attempts.proven(id, key, Optional.of(cookie));
        String openid = attempt.openid();
        if (attempt.currentState(System.currentTimeMillis()).equals("approved")) {
            transactions.executeWithoutResult(status -> finish(id, openid, request));
            attempt = attempts.byId(id).orElseThrow(() -> new Problem(Problem.Code.NOT_FOUND));
        }
        long nowMs = System.currentTimeMillis();
        String state = attempt.currentState(nowMs);
        if (state.equals("pending")) {
            throw new Problem(Problem.Code.WRONG_STATE);
        }
        if (!attempt.isKept(nowMs)) {
            String reason = state.equals("failed") ? attempt.reason() : state;
            throw new Problem(Problem.Code.GONE, Map.of("reason", reason));
        }
        useSession(request, response, attempt.sessionId());
        // Shortened and not cleared: the retry after a lost response needs it.
        cookies.keep(response, id, cookie, AttemptCookies.ENDED_LIVES);
        return json(200, Map.of("result", "authenticated", "isNew", attempt.isNewAccount(),
                "account", Map.of("name", accounts.nameOf(attempt.accountId()))));
    }

    /** Signs in, unless another request with the same proofs did. That one has then committed. */
    private void finish(String id, String openid, HttpServletRequest request) {
        if (!attempts.move(id, List.of("approved"), "completed", 0, null, null)) {
            return;
        }
        Accounts.Account account = accounts.of(openid);
        // Always a new session, because the id of the old one may have been planted.
        HttpSession old = request.getSession(false);
        if (old != null) {
            old.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute("accountId", account.id());
        attempts.setResult(id, account, session.getId());
    }

    /** For a repeated redeem: the session that the first one has opened, and no other. */
    private void useSession(HttpServletRequest request, HttpServletResponse response, String sessionId) {
        HttpSession session = request.getSession(false);
        if (session == null || !session.getId().equals(sessionId)) {
            String name = request.getServletContext().getSessionCookieConfig().getName();
            // A negative age makes it a cookie of the browser's session.
            cookies.set(response, name, sessionId, Duration.ofSeconds(-1));
        }
    }

    @GetMapping("/wechat/default")
    ResponseEntity<String> handshake(@RequestParam Map<String, String> query) {
        boolean isSigned = crypt.isSigned(query, System.currentTimeMillis() / 1000);
        return isSigned ? plain(200, query.getOrDefault("echostr", "")) : plain(403, "");
    }

    @PostMapping("/wechat/default")
    ResponseEntity<String> push(@RequestParam Map<String, String> query,
            @RequestBody(required = false) byte[] body) {
        byte[] sent = body == null ? new byte[0] : body;
        Optional<Map<String, String>> push = crypt.open(query, sent, System.currentTimeMillis() / 1000);
        if (push.isEmpty()) {
            // One answer for every reason: details would help whoever tries keys or paddings.
            return plain(403, "");
        }
        String openid = push.get().getOrDefault("FromUserName", "");
        // The first person stays. A repeated push finds nothing to change.
        scene(push.get()).flatMap(attempts::byScene).filter(attempt -> !openid.isEmpty())
                .ifPresent(attempt -> attempts.move(attempt.id(), List.of("pending"), "approved",
                        Attempt.APPROVED_MS, openid, null));
        return plain(200, "success");
    }

    private static Optional<String> scene(Map<String, String> push) {
        String key = push.getOrDefault("EventKey", "");
        return switch (push.getOrDefault("Event", "").toUpperCase(Locale.ROOT)) {
            case "SCAN" -> Optional.of(key);
            case "SUBSCRIBE" -> key.startsWith("qrscene_") ? Optional.of(key.substring(8)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Spring prefers a mapping that names the method, so these get every other method. */
    @RequestMapping({"/attempts", "/attempts/{id}", "/attempts/{id}/redeem", "/wechat/default"})
    void otherMethod() {
        throw new Problem(Problem.Code.METHOD_NOT_ALLOWED);
    }

    @RequestMapping("/**")
    void unknownPath() {
        throw new Problem(Problem.Code.NOT_FOUND);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(Problem problem) {
        return problem.response();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> unreadable(HttpMessageNotReadableException error) {
        return new Problem(Problem.Code.INVALID_REQUEST).response();
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> fault(Exception error) {
        LOG.error("An endpoint has a fault", error);
        return new Problem(Problem.Code.INTERNAL_ERROR).response();
    }

    /** A field that must match the pattern. null and "" count as absent. */
    private static String text(Map<String, Object> body, String name, String pattern, String otherwise) {
        Object value = body.get(name);
        if (value == null || value.equals("")) {
            value = otherwise;
        }
        if (value instanceof String string && string.matches(pattern)) {
            return string;
        }
        throw new Problem(Problem.Code.INVALID_REQUEST, Map.of("field", name));
    }

    private static ResponseEntity<Map<String, Object>> json(int status, Map<String, Object> body) {
        // Pages that ask for an event stream get JSON as well, so the type is not negotiated.
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static ResponseEntity<String> plain(int status, String text) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text);
    }
}
