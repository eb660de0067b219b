// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An error of the protocol (docs/protocol.md#errors). Spring's own ProblemDetail would add the path
 * of the request, and an error never repeats what was sent.
 */
public class Problem extends RuntimeException {
    public enum Code {
        INVALID_REQUEST(400, "The request is not of this protocol."),
        ORIGIN_DENIED(403, "The origin of the page is not on the list."),
        NOT_FOUND(404, "There is no such thing here."),
        METHOD_NOT_ALLOWED(405, "The path exists, but not with this method."),
        WRONG_STATE(409, "The state of the attempt does not allow this."),
        CHALLENGE_USED(409, "The challenge is known, and its cookie is missing."),
        GONE(410, "The attempt has ended."),
        TOO_LARGE(413, "The body is too large."),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is not application/json."),
        RATE_LIMITED(429, "Too many requests of this kind."),
        INTERNAL_ERROR(500, "The backend has a fault."),
        MISCONFIGURED(503, "WeChat refuses the settings of this backend."),
        QUOTA_EXHAUSTED(503, "WeChat's quota is used up."),
        UPSTREAM_UNAVAILABLE(503, "WeChat does not answer in time."),
        PLATFORM_DISABLED(503, "WeChat has limited the official account.");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        /** The code as the protocol writes it. */
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Waiting may help. */
        boolean mayPass() {
            return status == 429 || (status == 503 && this != MISCONFIGURED);
        }
    }

    private final Code code;
    private final Map<String, String> more;

    public Problem(Code code) {
        this(code, Map.of());
    }

    /** `more` are further fields of the body: `field` or `reason`. */
    public Problem(Code code, Map<String, String> more) {
        super(code.text());
        this.code = code;
        this.more = more;
    }

    public Code code() {
        return code;
    }

    public ResponseEntity<Map<String, Object>> response() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:wechat-mp-login:problem:" + code.text());
        body.put("title", code.title);
        body.put("status", code.status);
        body.put("code", code.text());
        body.putAll(more);
        var response = ResponseEntity.status(code.status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return (code.mayPass() ? response.header("Retry-After", "10") : response).body(body);
    }
}
