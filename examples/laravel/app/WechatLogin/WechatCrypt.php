<?php

// A sketch. It was not run in Laravel. Checked: `php -l`, and calls by hand with test vectors.

namespace App\WechatLogin;

use InvalidArgumentException;

/** Opens WeChat's pushes in safe mode (docs/wechat.md). It refuses pushes in plain mode. */
final class WechatCrypt
{
    private readonly string $key;

    public function __construct(
        private readonly string $appId,
        private readonly string $token,
        string $encodingAesKey,
    ) {
        $key = base64_decode($encodingAesKey.'=');
        if ($appId === '' || $token === '' || strlen($encodingAesKey) !== 43 || strlen($key) !== 32) {
            throw new InvalidArgumentException(
                'Set WECHAT_APP_ID, WECHAT_TOKEN and WECHAT_AES_KEY, the EncodingAESKey of 43 characters.'
            );
        }
        $this->key = $key;
    }

    /**
     * Whether `signature` is right and recent. It does not cover the body.
     *
     * @param array<string, string> $query
     */
    public function isSigned(array $query, int $nowS): bool
    {
        $timestamp = $query['timestamp'] ?? '';
        $expected = $this->sign($timestamp, $query['nonce'] ?? '');

        return hash_equals($expected, $query['signature'] ?? '')
            && preg_match('~\A[0-9]{1,12}\z~', $timestamp) === 1
            && abs($nowS - (int) $timestamp) <= 300;
    }

    /**
     * The fields of a push, or null if WeChat did not send it to this account in this form.
     *
     * @param array<string, string> $query
     * @return array<string, string>|null
     */
    public function open(array $query, string $body, int $nowS): ?array
    {
        $encrypted = $this->isSigned($query, $nowS) ? $this->fields($body)['Encrypt'] ?? '' : '';
        $expected = $this->sign($query['timestamp'] ?? '', $query['nonce'] ?? '', $encrypted);
        if ($encrypted === '' || ! hash_equals($expected, $query['msg_signature'] ?? '')) {
            return null;
        }
        $message = $this->decrypt($encrypted);
        $push = $message === null ? null : $this->fields($message);
        $createdAt = $push['CreateTime'] ?? '';
        if (! preg_match('~\A[0-9]{1,12}\z~', $createdAt)) {
            return null;
        }
        // The signature stays right if timestamp and nonce are swapped, so an old push could come again.
        $ageS = $nowS - (int) $createdAt;

        return $ageS >= -300 && $ageS <= 360 ? $push : null;
    }

    public function sign(string ...$parts): string
    {
        $all = [$this->token, ...$parts];
        sort($all, SORT_STRING);

        return sha1(implode('', $all));
    }

    /** 16 random bytes, the length, the message, the AppID; PKCS#7 over blocks of 32 bytes. */
    public function decrypt(string $encrypted): ?string
    {
        $raw = base64_decode($encrypted, true);
        if ($raw === false || $raw === '' || strlen($raw) % 32 !== 0) {
            return null;
        }
        // OpenSSL's own padding ends at 16, and would refuse half of all pushes.
        $options = OPENSSL_RAW_DATA | OPENSSL_ZERO_PADDING;
        $plain = openssl_decrypt($raw, 'aes-256-cbc', $this->key, $options, substr($this->key, 0, 16));
        $pad = $plain === false ? 0 : ord($plain[-1]);
        if ($pad < 1 || $pad > 32 || substr($plain, -$pad) !== str_repeat(chr($pad), $pad)) {
            return null;
        }
        $plain = substr($plain, 0, -$pad);
        if (strlen($plain) < 20) {
            return null;
        }
        $length = unpack('N', $plain, 16)[1];

        return hash_equals($this->appId, substr($plain, 20 + $length)) ? substr($plain, 20, $length) : null;
    }

    /**
     * The texts of the elements below the root. Declarations are refused before the parser runs.
     *
     * @return array<string, string>
     */
    public function fields(string $xml): array
    {
        $outside = preg_replace('~<!\[CDATA\[.*?\]\]>~s', '', $xml);
        if ($outside === null || preg_match('~<[!?]~', $outside)) {
            return [];
        }
        $options = LIBXML_NONET | LIBXML_NOCDATA | LIBXML_NOERROR | LIBXML_NOWARNING;
        $root = simplexml_load_string($xml, options: $options);
        $fields = [];
        foreach ($root === false ? [] : $root->children() as $name => $element) {
            $fields[$name] = trim((string) $element);
        }

        return $fields;
    }
}
