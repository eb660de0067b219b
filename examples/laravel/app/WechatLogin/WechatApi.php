<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Contracts\Cache\LockTimeoutException;
use Illuminate\Http\Client\ConnectionException;
use Illuminate\Support\Facades\Cache;
use Illuminate\Support\Facades\Http;
use Illuminate\Support\Facades\Log;

/** The two calls that a login needs, with one access token in the cache for all processes. */
final class WechatApi
{
    private const TOKEN_KEY = 'wechat-login:access-token';

    private const TOKEN_REFUSED = [40001, 40014, 42001];

    /** The text of a QR code whose scan brings `$scene`. */
    public function createQrCode(string $scene, int $livesS): string
    {
        $path = '/cgi-bin/qrcode/create';
        $info = ['scene' => ['scene_str' => $scene]];
        $body = ['expire_seconds' => $livesS, 'action_name' => 'QR_STR_SCENE', 'action_info' => $info];
        $token = $this->accessToken('');
        $answer = $this->send($path, ['access_token' => $token], $body);
        if (in_array($answer['errcode'] ?? 0, self::TOKEN_REFUSED, true)) {
            $token = $this->accessToken($token);
            $answer = $this->send($path, ['access_token' => $token], $body);
        }

        return (string) $this->checked($path, $answer)['url'];
    }

    /** The access token, or a new one if WeChat refused that one. Only one process asks. */
    private function accessToken(string $refused): string
    {
        $isGood = fn (?string $token): bool => $token !== null && $token !== $refused;
        $kept = Cache::get(self::TOKEN_KEY);
        if ($isGood($kept)) {
            return $kept;
        }
        try {
            return Cache::lock(self::TOKEN_KEY.':lock', 15)->block(5, function () use ($isGood, $refused): string {
                $kept = Cache::get(self::TOKEN_KEY);

                return $isGood($kept) ? $kept : $this->newToken($refused !== '');
            });
        } catch (LockTimeoutException) {
            throw new Problem('upstream_unavailable');
        }
    }

    /** `stable_token` leaves the tokens of other programs valid. `/cgi-bin/token` would end them. */
    private function newToken(bool $isForced): string
    {
        $path = '/cgi-bin/stable_token';
        $answer = $this->checked($path, $this->send($path, [], [
            'grant_type' => 'client_credential',
            'appid' => config('wechat_login.app_id'),
            'secret' => config('wechat_login.app_secret'),
            'force_refresh' => $isForced,
        ]));
        Cache::put(self::TOKEN_KEY, $answer['access_token'], max(1, $answer['expires_in'] - 300));

        return $answer['access_token'];
    }

    /**
     * @param array<string, string> $query
     * @param array<string, mixed> $body
     * @return array<string, mixed>
     */
    private function send(string $path, array $query, array $body): array
    {
        $url = rtrim(config('wechat_login.api_url'), '/').$path;
        try {
            $answer = Http::timeout(5)->withQueryParameters($query)->post($url, $body)->json();
        } catch (ConnectionException) {
            // Its message holds the address, and the address holds the access token.
            $answer = null;
        }
        if (! is_array($answer)) {
            Log::error("WeChat: {$path}: no answer");
            throw new Problem('upstream_unavailable');
        }

        return $answer;
    }

    /**
     * Errors come with HTTP 200.
     *
     * @param array<string, mixed> $answer
     * @return array<string, mixed>
     */
    private function checked(string $path, array $answer): array
    {
        $errcode = $answer['errcode'] ?? 0;
        if ($errcode === 0) {
            return $answer;
        }
        // WeChat's text names the address to put on the whitelist, or the setting that is wrong.
        Log::error("WeChat: {$path}: {$errcode}", ['errmsg' => $answer['errmsg'] ?? '']);
        throw new Problem(match ($errcode) {
            -1, 40001, 40014, 42001 => 'upstream_unavailable',
            45009, 45011 => 'quota_exhausted',
            48004, 50002, 50003, 50004, 50007 => 'platform_disabled',
            default => 'misconfigured',
        });
    }
}
