<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use App\Models\User;
use Illuminate\Database\UniqueConstraintViolationException;
use Illuminate\Support\Facades\DB;

/** The users of the application, by WeChat user. This is where your own rules about accounts go. */
final class Accounts
{
    /** @return array{User, bool} the user, and whether they are new */
    public function of(string $openid): array
    {
        $known = $this->find($openid);
        if ($known !== null) {
            return [$known, false];
        }
        try {
            return [DB::transaction(fn (): User => $this->open($openid)), true];
        } catch (UniqueConstraintViolationException) {
            // Another login of the same person came first, and the user made here is rolled back.
            return [$this->find($openid), false];
        }
    }

    private function find(string $openid): ?User
    {
        $identity = ['app_id' => config('wechat_login.app_id'), 'openid' => $openid];
        $userId = DB::table('wechat_identities')->where($identity)->value('user_id');

        return $userId === null ? null : User::query()->find($userId);
    }

    private function open(string $openid): User
    {
        // WeChat tells no names.
        $user = User::query()->forceCreate(['name' => 'Member '.bin2hex(random_bytes(2))]);
        $identity = ['app_id' => config('wechat_login.app_id'), 'openid' => $openid];
        DB::table('wechat_identities')->insert([...$identity, 'user_id' => $user->getKey()]);

        return $user;
    }
}
