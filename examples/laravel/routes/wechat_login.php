<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.
// The endpoints of level core: docs/protocol.md#endpoints.

use App\WechatLogin\AttemptController;
use App\WechatLogin\AttemptCookies;
use App\WechatLogin\CheckForm;
use App\WechatLogin\Problem;
use App\WechatLogin\PushController;
use Illuminate\Session\Middleware\StartSession;
use Illuminate\Support\Facades\Route;

// Not in the group `web`: its CSRF tokens are for forms. CheckForm and the proofs protect these.
Route::prefix(config('wechat_login.path'))->middleware(CheckForm::class)->group(function (): void {
    Route::post('attempts', [AttemptController::class, 'create']);
    Route::get('attempts/{id}', [AttemptController::class, 'watch']);
    Route::delete('attempts/{id}', [AttemptController::class, 'cancel']);
    // Only redeem opens a session. On `watch`, it would take each poll for the page to go back to.
    Route::post('attempts/{id}/redeem', [AttemptController::class, 'redeem'])
        ->middleware([AttemptCookies::class, StartSession::class]);
    Route::get('wechat/default', [PushController::class, 'handshake']);
    Route::post('wechat/default', [PushController::class, 'push']);

    $known = [
        'attempts' => ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        'attempts/{id}' => ['POST', 'PUT', 'PATCH', 'OPTIONS'],
        'attempts/{id}/redeem' => ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        'wechat/default' => ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    ];
    foreach ($known as $path => $otherMethods) {
        Route::match($otherMethods, $path, fn () => throw new Problem('method_not_allowed'));
    }
    Route::any('{path?}', fn () => throw new Problem('not_found'))->where('path', '.*');
});
