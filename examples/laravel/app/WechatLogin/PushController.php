<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Http\Request;
use Illuminate\Http\Response;

/** WeChat's push: the handshake, and the scans that approve attempts (docs/protocol.md#wechats-push). */
final class PushController
{
    public function __construct(private readonly WechatCrypt $crypt) {}

    public function handshake(Request $request): Response
    {
        $query = $this->query($request);

        return $this->crypt->isSigned($query, time())
            ? $this->text($query['echostr'] ?? '')
            : $this->refused();
    }

    public function push(Request $request): Response
    {
        $push = $this->crypt->open($this->query($request), $request->getContent(), time());
        if ($push === null) {
            return $this->refused();
        }
        $openid = $push['FromUserName'] ?? '';
        $scene = $this->scene($push);
        $attempt = $scene === '' ? null : Attempt::query()->where('scene', $scene)->first();
        if ($attempt !== null && $openid !== '') {
            // The first person stays. A repeated push finds nothing to change.
            $attempt->move(['pending'], 'approved', Attempt::APPROVED_S, ['openid' => $openid]);
        }

        return $this->text('success');
    }

    /** @param array<string, string> $push */
    private function scene(array $push): string
    {
        $key = $push['EventKey'] ?? '';
        $event = strtoupper($push['Event'] ?? '');
        if ($event === 'SCAN') {
            return $key;
        }

        return $event === 'SUBSCRIBE' && str_starts_with($key, 'qrscene_') ? substr($key, 8) : '';
    }

    /** @return array<string, string> */
    private function query(Request $request): array
    {
        return array_filter($request->query->all(), is_string(...));
    }

    private function text(string $text): Response
    {
        return new Response($text, 200, ['Content-Type' => 'text/plain; charset=utf-8']);
    }

    /** One answer for every reason: details would help whoever tries keys or paddings. */
    private function refused(): Response
    {
        return new Response('', 403, ['Content-Type' => 'text/plain; charset=utf-8']);
    }
}
