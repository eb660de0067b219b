<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Contracts\Debug\ShouldntReport;
use Illuminate\Http\JsonResponse;
use RuntimeException;

/** An error of the protocol (docs/protocol.md#errors). Laravel answers with what `render` returns. */
final class Problem extends RuntimeException implements ShouldntReport
{
    private const KNOWN = [
        'invalid_request' => [400, 'The request is not of this protocol.'],
        'origin_denied' => [403, 'The origin of the page is not on the list.'],
        'not_found' => [404, 'There is no such thing here.'],
        'method_not_allowed' => [405, 'The path exists, but not with this method.'],
        'wrong_state' => [409, 'The state of the attempt does not allow this.'],
        'challenge_used' => [409, 'The challenge is known, and its cookie is missing.'],
        'gone' => [410, 'The attempt has ended.'],
        'too_large' => [413, 'The body is too large.'],
        'unsupported_media_type' => [415, 'The body is not application/json.'],
        'rate_limited' => [429, 'Too many requests of this kind.'],
        'internal_error' => [500, 'The backend has a fault.'],
        'misconfigured' => [503, 'WeChat refuses the settings of this backend.'],
        'quota_exhausted' => [503, "WeChat's quota is used up."],
        'upstream_unavailable' => [503, 'WeChat does not answer in time.'],
        'platform_disabled' => [503, 'WeChat has limited the official account.'],
    ];

    private const MAY_PASS = ['rate_limited', 'quota_exhausted', 'upstream_unavailable', 'platform_disabled'];

    /** @param array<string, string> $more further fields of the body: `field` or `reason` */
    public function __construct(public readonly string $problem, private readonly array $more = [])
    {
        parent::__construct($problem);
    }

    public function render(): JsonResponse
    {
        [$status, $title] = self::KNOWN[$this->problem];
        $type = "urn:wechat-mp-login:problem:{$this->problem}";
        $body = ['type' => $type, 'title' => $title, 'status' => $status, 'code' => $this->problem];
        $headers = ['Content-Type' => 'application/problem+json'];
        if (in_array($this->problem, self::MAY_PASS, true)) {
            $headers['Retry-After'] = '10';
        }

        return new JsonResponse([...$body, ...$this->more], $status, $headers);
    }
}
