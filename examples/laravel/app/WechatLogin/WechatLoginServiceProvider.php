<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

namespace App\WechatLogin;

use Illuminate\Support\ServiceProvider;

/** Add it to bootstrap/providers.php. */
final class WechatLoginServiceProvider extends ServiceProvider
{
    public function register(): void
    {
        $this->app->singleton(WechatCrypt::class, fn (): WechatCrypt => new WechatCrypt(
            (string) config('wechat_login.app_id'),
            (string) config('wechat_login.token'),
            (string) config('wechat_login.aes_key'),
        ));
    }

    public function boot(): void
    {
        $this->loadRoutesFrom(base_path('routes/wechat_login.php'));
    }
}
