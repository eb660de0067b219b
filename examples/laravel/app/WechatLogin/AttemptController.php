<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use App\Models\User;
use Illuminate\Database\UniqueConstraintViolationException;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Http\Response;
use Illuminate\Support\Facades\Auth;
use Illuminate\Support\Facades\DB;
use Illuminate\Support\Facades\Log;
use Illuminate\Support\Facades\RateLimiter;

/** The endpoints for pages: create, watch, cancel, redeem. */
final class AttemptController
{
    private const VALUE = '[A-Za-z0-9_-]{43}';

    private const QR_LIVES_S = 240;

    private const MOST_ATTEMPTS = 50_000;

    public function __construct(private readonly WechatApi $api, private readonly Accounts $accounts) {}

    public function create(Request $request): JsonResponse
    {
        $body = CheckForm::json($request);
        $challenge = CheckForm::text($body, 'challenge', self::VALUE);
        CheckForm::text($body, 'purpose', 'login');
        CheckForm::text($body, 'method', 'scan');
        CheckForm::text($body, 'officialAccount', 'default', 'default');
        $known = Attempt::query()->where('challenge', $challenge)->first();
        if ($known !== null) {
            return $this->again($request, $known);
        }
        $this->limit($request);
        $cookie = Attempt::random(32);
        $attempt = $this->store($challenge, $cookie);
        try {
            // Stored first, so that a repeated create never costs a second QR code.
            $attempt->update(['qr_url' => $this->api->createQrCode($attempt->scene, self::QR_LIVES_S)]);
        } catch (Problem $problem) {
            $attempt->move(['pending'], 'failed', 0, ['reason' => $problem->problem]);
            throw $problem;
        }
        $response = new JsonResponse($this->created($attempt), 201);
        AttemptCookies::clearStale($request, $response);
        AttemptCookies::keep($response, $attempt->id, $cookie, AttemptCookies::LIVES_S);

        return $response;
    }

    public function watch(Request $request, string $id): JsonResponse
    {
        return new JsonResponse($this->byKey($request, $id)->snapshot());
    }

    public function cancel(Request $request, string $id): Response
    {
        $this->byKey($request, $id)->cancel();

        return new Response('', 204);
    }

    public function redeem(Request $request, string $id): JsonResponse
    {
        $verifier = CheckForm::text(CheckForm::json($request), 'verifier', self::VALUE);
        $cookie = AttemptCookies::value($request, $id);
        $attempt = Attempt::proven($id, Attempt::s256($verifier), $cookie);
        if ($attempt->currentState() === 'approved') {
            DB::transaction(fn () => $this->finish($request, $attempt));
            $attempt->refresh();
        }
        $state = $attempt->currentState();
        if ($state === 'pending') {
            throw new Problem('wrong_state');
        }
        if (! $attempt->isKept()) {
            throw new Problem('gone', ['reason' => $state === 'failed' ? $attempt->reason : $state]);
        }
        $this->useSession($request, $attempt->session_id);
        $account = ['name' => User::query()->findOrFail($attempt->user_id)->name];
        $result = ['result' => 'authenticated', 'isNew' => $attempt->is_new_user, 'account' => $account];
        $response = new JsonResponse($result);
        // Shortened and not cleared: the retry after a lost response needs it.
        AttemptCookies::keep($response, $id, $cookie, AttemptCookies::ENDED_LIVES_S);

        return $response;
    }

    /** Signs in, unless another request with the same proofs did. That one has then committed. */
    private function finish(Request $request, Attempt $attempt): void
    {
        if (! $attempt->move(['approved'], 'completed')) {
            return;
        }
        [$user, $isNew] = $this->accounts->of($attempt->openid);
        // Nothing of what an earlier session held passes to this person.
        $request->session()->invalidate();
        // Always gives the session a new id, because the old one may have been planted.
        Auth::guard('web')->login($user);
        $request->session()->save();
        $sessionId = $request->session()->getId();
        $attempt->update(['user_id' => $user->getKey(), 'is_new_user' => $isNew, 'session_id' => $sessionId]);
    }

    /** For a repeated redeem: the session that the first one has opened, and no other. */
    private function useSession(Request $request, string $sessionId): void
    {
        $session = $request->session();
        if ($session->getId() !== $sessionId) {
            $session->flush();
            $session->setId($sessionId);
            $session->start();
        }
    }

    private function again(Request $request, Attempt $attempt): JsonResponse
    {
        $cookie = AttemptCookies::value($request, $attempt->id);
        if (! hash_equals($attempt->cookie_hash, Attempt::s256($cookie))) {
            throw new Problem('challenge_used');
        }

        return new JsonResponse($this->created($attempt));
    }

    private function store(string $challenge, string $cookie): Attempt
    {
        Attempt::query()->where('ends_at', '<=', time() - Attempt::READABLE_S)->delete();
        try {
            return Attempt::query()->create([
                'id' => Attempt::random(16),
                'scene' => Attempt::random(24),
                'challenge' => $challenge,
                'cookie_hash' => Attempt::s256($cookie),
                'state' => 'pending',
                'rev' => 1,
                'ends_at' => time() + Attempt::SHOWN_S + Attempt::LATE_S,
            ]);
        } catch (UniqueConstraintViolationException) {
            // The same create came twice at once, and the other one has the cookie.
            throw new Problem('challenge_used');
        }
    }

    /** By address, which needs Laravel's TrustProxies behind a proxy, and in all. */
    private function limit(Request $request): void
    {
        $most = config('wechat_login.creates_per_minute');
        $isAllowed = RateLimiter::attempt("wechat-login:{$request->ip()}", $most, fn () => true, 60);
        if (! $isAllowed || Attempt::query()->count() >= self::MOST_ATTEMPTS) {
            Log::warning('WeChat login: too many attempts are created');
            throw new Problem('rate_limited');
        }
    }

    private function byKey(Request $request, string $id): Attempt
    {
        $key = $request->headers->get('Wechat-Login-Key') ?? $request->bearerToken() ?? '';

        return Attempt::proven($id, $key);
    }

    /** @return array<string, mixed> */
    private function created(Attempt $attempt): array
    {
        return [
            'protocol' => 1,
            'levels' => ['core'],
            'id' => $attempt->id,
            ...$attempt->snapshot(),
            'officialAccount' => ['key' => 'default', 'name' => config('wechat_login.site_name'), 'kind' => 'service'],
            'present' => ['type' => 'qr', 'url' => $attempt->qr_url],
        ];
    }
}
