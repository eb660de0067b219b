<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    public function up(): void
    {
        Schema::create('wechat_login_attempts', function (Blueprint $table): void {
            $table->string('id', 22)->primary();
            $table->string('scene', 32)->unique();
            $table->string('challenge', 43)->unique();
            $table->string('cookie_hash', 43);
            $table->string('qr_url')->nullable();
            // `expired` is never stored: it follows from `ends_at`.
            $table->string('state', 9)->default('pending');
            $table->unsignedInteger('rev')->default(1);
            // In Unix seconds: when the state ends by itself, or when the attempt has ended.
            $table->unsignedBigInteger('ends_at')->index();
            $table->string('openid', 64)->nullable();
            // With `failed`, an error code of the protocol.
            $table->string('reason', 40)->nullable();
            // With `completed`, what a repeated redeem needs.
            $table->foreignId('user_id')->nullable()->constrained()->cascadeOnDelete();
            $table->boolean('is_new_user')->default(false);
            $table->string('session_id', 64)->nullable();
        });
        Schema::create('wechat_identities', function (Blueprint $table): void {
            $table->id();
            $table->string('app_id', 32);
            $table->string('openid', 64);
            $table->foreignId('user_id')->constrained()->cascadeOnDelete();
            $table->unique(['app_id', 'openid']);
        });
        // WeChat tells no address and no password.
        Schema::table('users', function (Blueprint $table): void {
            $table->string('email')->nullable()->change();
            $table->string('password')->nullable()->change();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('wechat_identities');
        Schema::dropIfExists('wechat_login_attempts');
    }
};
