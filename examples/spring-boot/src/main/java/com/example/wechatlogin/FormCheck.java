// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Checks the form of every request before its body is read, and sets the headers of every response. */
@Configuration
public class FormCheck implements HandlerInterceptor, WebMvcConfigurer {
    private final Settings settings;

    public FormCheck(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void configurePathMatch(PathMatchConfigurer paths) {
        paths.addPathPrefix(settings.path(), type -> type == LoginController.class);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(settings.path() + "/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.addHeader("Vary", "Origin, Accept");
        if (CorsUtils.isPreFlightRequest(request)) {
            // Spring refuses it with 403, because no CORS is configured. Its handler is none of the
            // controller's, so a Problem would get no answer.
            return true;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.equals(settings.origin())) {
            throw new Problem(Problem.Code.ORIGIN_DENIED);
        }
        boolean isPush = request.getRequestURI().endsWith("/wechat/default");
        // A body without a length could be of any size. WeChat and browsers send the length.
        boolean isUnmeasured = request.getHeader("Transfer-Encoding") != null;
        if (isUnmeasured || request.getContentLengthLong() > (isPush ? 64 : 8) * 1024) {
            throw new Problem(Problem.Code.TOO_LARGE);
        }
        if ("POST".equals(request.getMethod()) && !isPush && !isJson(request.getContentType())) {
            // A plain form on another site could send other media types.
            throw new Problem(Problem.Code.UNSUPPORTED_MEDIA_TYPE);
        }
        return true;
    }

    private static boolean isJson(String contentType) {
        try {
            return contentType != null
                    && MediaType.parseMediaType(contentType).equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException error) {
            return false;
        }
    }
}
