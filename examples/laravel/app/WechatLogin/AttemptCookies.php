<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Cookie\Middleware\EncryptCookies;
use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Cookie;
use Symfony\Component\HttpFoundation\Response;

/**
 * The cookie of each attempt (docs/protocol.md#the-pages-three-values). As middleware, it encrypts
 * the session's cookie and leaves these alone: they are random, and up to twelve must fit a header.
 */
final class AttemptCookies extends EncryptCookies
{
    public const LIVES_S = 1800;

    public const ENDED_LIVES_S = 60;

    private const MOST = 12;

    public function isDisabled($name): bool
    {
        return str_starts_with($name, self::name('')) || parent::isDisabled($name);
    }

    public static function name(string $id): string
    {
        return (config('wechat_login.is_secure') ? '__Host-' : '').'wml-'.$id;
    }

    public static function value(Request $request, string $id): string
    {
        $value = $request->cookies->all()[self::name($id)] ?? '';

        return is_string($value) ? $value : '';
    }

    /** Laravel's helper `cookie` would add the session's domain, which `__Host-` forbids. */
    public static function keep(Response $response, string $id, string $value, int $livesS): void
    {
        $isSecure = config('wechat_login.is_secure');
        $until = time() + $livesS;
        $response->headers->setCookie(
            new Cookie(self::name($id), $value, $until, '/', null, $isSecure, true, false, 'lax')
        );
    }

    /** Clears those of attempts that have ended, and the oldest, so that the header never fills up. */
    public static function clearStale(Request $request, Response $response): void
    {
        $prefix = self::name('');
        $names = array_map(strval(...), array_keys($request->cookies->all()));
        $ours = array_filter($names, fn (string $name): bool => str_starts_with($name, $prefix));
        $ids = array_map(fn (string $name): string => substr($name, strlen($prefix)), $ours);
        // Attempts that were scanned count as newer: `approved` is sorted before `pending`.
        $kept = Attempt::live()->whereIn('id', array_slice($ids, 0, 100))
            ->orderBy('state')->orderByDesc('ends_at')->limit(self::MOST - 1)->pluck('id')->all();
        foreach (array_diff($ids, $kept) as $id) {
            self::keep($response, $id, '', -self::LIVES_S);
        }
    }
}
