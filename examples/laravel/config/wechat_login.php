<?php

// A sketch. It was not run. Checked: `php -l`. README.md says what you must add.

$publicUrl = rtrim((string) env('PUBLIC_URL'), '/');

return [
    // The address of the backend as browsers see it, such as https://shop.example/wechat-login.
    'public_url' => $publicUrl,
    // Browsers accept the prefix __Host- over https alone.
    'is_secure' => str_starts_with($publicUrl, 'https://'),
    // Only pages of this origin may use the backend.
    'origin' => preg_replace('~^(https?://[^/]+).*$~', '$1', $publicUrl),
    'path' => trim((string) parse_url($publicUrl, PHP_URL_PATH), '/'),
    'site_name' => env('APP_NAME', 'WeChat'),
    'creates_per_minute' => (int) env('CREATES_PER_MINUTE', 60),
    'api_url' => env('WECHAT_API_URL', 'https://api.weixin.qq.com'),
    'app_id' => env('WECHAT_APP_ID'),
    'app_secret' => env('WECHAT_APP_SECRET'),
    'token' => env('WECHAT_TOKEN'),
    'aes_key' => env('WECHAT_AES_KEY'),
];
