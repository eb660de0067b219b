<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Closure;
use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Response;

/** Checks the form of every request, and sets the headers of every response. */
final class CheckForm
{
    public function handle(Request $request, Closure $next): Response
    {
        try {
            $this->check($request);
            // Laravel turns what a controller throws into a response. A Problem renders itself.
            $response = $next($request);
            $thrown = $response->exception ?? null;
            if ($thrown !== null && ! $thrown instanceof Problem) {
                $response = (new Problem('internal_error'))->render();
            }
        } catch (Problem $problem) {
            $response = $problem->render();
        }
        $response->headers->set('Cache-Control', 'no-store');
        $response->headers->set('X-Content-Type-Options', 'nosniff');
        $response->headers->set('Referrer-Policy', 'no-referrer');
        $response->setVary('Origin, Accept', false);

        return $response;
    }

    private function check(Request $request): void
    {
        $origin = $request->headers->get('Origin');
        if ($origin !== null && $origin !== config('wechat_login.origin')) {
            throw new Problem('origin_denied');
        }
        $isPush = $request->is('*wechat/default');
        if (strlen($request->getContent()) > ($isPush ? 64 : 8) * 1024) {
            throw new Problem('too_large');
        }
    }

    /**
     * The fields of a page's body. Laravel's own input is trimmed, and reads forms as well, which
     * a page of another site could send.
     *
     * @return array<string, mixed>
     */
    public static function json(Request $request): array
    {
        if (! preg_match('~^application/json\s*(;|$)~i', $request->headers->get('Content-Type', ''))) {
            throw new Problem('unsupported_media_type');
        }
        $body = json_decode($request->getContent(), true, 16);
        if (! is_array($body) || (array_is_list($body) && $body !== [])) {
            throw new Problem('invalid_request');
        }

        // null and '' count as absent.
        return array_filter($body, fn (mixed $value): bool => $value !== null && $value !== '');
    }

    /** A field that must match the pattern. */
    public static function text(array $body, string $name, string $pattern, ?string $default = null): string
    {
        $value = $body[$name] ?? $default;
        if (! is_string($value) || ! preg_match("~\A(?:{$pattern})\z~", $value)) {
            throw new Problem('invalid_request', ['field' => $name]);
        }

        return $value;
    }
}
