<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Database\Eloquent\Builder;
use Illuminate\Database\Eloquent\Model;
use Illuminate\Support\Facades\DB;

/**
 * One attempt to sign in. Every change is one UPDATE with its condition, so that of two simultaneous
 * changes one finds nothing to update, in any number of processes.
 */
final class Attempt extends Model
{
    /** WeChat may report a new follower up to 80 s after the QR code was last shown. */
    public const SHOWN_S = 180;

    public const LATE_S = 80;

    public const APPROVED_S = 300;

    /** How long an end state can be read, and how long the answer to a redeem can be repeated. */
    public const READABLE_S = 300;

    public const KEPT_S = 60;

    private const LIVE = ['pending', 'approved'];

    public $incrementing = false;

    public $timestamps = false;

    protected $table = 'wechat_login_attempts';

    protected $keyType = 'string';

    protected $guarded = [];

    protected $casts = ['rev' => 'integer', 'ends_at' => 'integer', 'is_new_user' => 'boolean'];

    public static function random(int $bytes): string
    {
        return self::base64url(random_bytes($bytes));
    }

    public static function s256(string $text): string
    {
        return self::base64url(hash('sha256', $text, true));
    }

    private static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /** @return Builder<Attempt> */
    public static function live(): Builder
    {
        return self::query()->whereIn('state', self::LIVE)->where('ends_at', '>', time());
    }

    /** The attempt, for who has the key. An unknown id and a wrong key look the same. */
    public static function proven(string $id, string $key, ?string $cookie = null): self
    {
        $attempt = self::query()->where('ends_at', '>', time() - self::READABLE_S)->find($id);
        $none = str_repeat('-', 43);
        $isKey = hash_equals($attempt->challenge ?? $none, self::s256($key));
        $isCookie = hash_equals($attempt->cookie_hash ?? $none, self::s256($cookie ?? ''));
        if ($attempt === null || ! $isKey || ($cookie !== null && ! $isCookie)) {
            throw new Problem('not_found');
        }

        return $attempt;
    }

    /**
     * Moves the attempt out of one of these states. False if it is in none of them any more.
     *
     * @param array<int, string> $from
     * @param array<string, mixed> $changes
     */
    public function move(array $from, string $state, int $livesS = 0, array $changes = []): bool
    {
        $changes += ['state' => $state, 'rev' => DB::raw('rev + 1'), 'ends_at' => time() + $livesS];

        return self::live()->whereKey($this->id)->whereIn('state', $from)->update($changes) === 1;
    }

    public function cancel(): void
    {
        $this->move(self::LIVE, 'cancelled');
    }

    public function currentState(): string
    {
        return $this->isOverdue() ? 'expired' : $this->state;
    }

    /** Whether the answer to the redeem that ended the attempt can be repeated. */
    public function isKept(): bool
    {
        return $this->state === 'completed' && time() < $this->ends_at + self::KEPT_S;
    }

    /** @return array<string, mixed> */
    public function snapshot(): array
    {
        $state = $this->currentState();
        $leftS = $this->ends_at - time() - ($state === 'pending' ? self::LATE_S : 0);
        $expiresIn = in_array($state, self::LIVE, true) ? max(0, $leftS) : 0;
        $rev = $this->rev + (int) $this->isOverdue();
        $body = ['state' => $state, 'rev' => $rev, 'expiresIn' => $expiresIn, 'interval' => 2];

        return $state === 'failed' ? [...$body, 'reason' => $this->reason] : $body;
    }

    private function isOverdue(): bool
    {
        return in_array($this->state, self::LIVE, true) && $this->ends_at <= time();
    }
}
