// A sketch. It was not run in Spring. Checked: javac with stand-ins, and calls by hand with test vectors.
package com.example.wechatlogin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Opens WeChat's pushes in safe mode (docs/wechat.md). It refuses pushes in plain mode. */
@Component
public class WechatCrypt {
    private final String appId;
    private final String token;
    private final byte[] key;

    public WechatCrypt(Settings settings) {
        appId = settings.appId();
        token = settings.token();
        key = Base64.getDecoder().decode(settings.aesKey() + "=");
        if (settings.aesKey().length() != 43 || appId.isEmpty() || token.isEmpty()) {
            throw new IllegalArgumentException(
                    "Set WECHAT_APP_ID, WECHAT_TOKEN and WECHAT_AES_KEY, the EncodingAESKey of 43 characters.");
        }
    }

    /** Whether `signature` is right and recent. It does not cover the body. */
    public boolean isSigned(Map<String, String> query, long nowS) {
        String timestamp = query.getOrDefault("timestamp", "");
        String expected = sign(timestamp, query.getOrDefault("nonce", ""));
        return Hashes.equal(expected, query.getOrDefault("signature", ""))
                && timestamp.matches("[0-9]{1,12}")
                && Math.abs(nowS - Long.parseLong(timestamp)) <= 300;
    }

    /** The fields of a push; empty if WeChat did not send it to this account in this form. */
    public Optional<Map<String, String>> open(Map<String, String> query, byte[] body, long nowS) {
        String encrypted = isSigned(query, nowS) ? fields(body).getOrDefault("Encrypt", "") : "";
        String expected =
                sign(query.getOrDefault("timestamp", ""), query.getOrDefault("nonce", ""), encrypted);
        if (encrypted.isEmpty() || !Hashes.equal(expected, query.getOrDefault("msg_signature", ""))) {
            return Optional.empty();
        }
        // The signature stays right if timestamp and nonce are swapped, so an old push could come again.
        return decrypt(encrypted).map(this::fields).filter(push -> isRecent(push.get("CreateTime"), nowS));
    }

    private static boolean isRecent(String createTime, long nowS) {
        if (createTime == null || !createTime.matches("[0-9]{1,12}")) {
            return false;
        }
        long ageS = nowS - Long.parseLong(createTime);
        return ageS >= -300 && ageS <= 360;
    }

    String sign(String... parts) {
        String all = Stream.concat(Stream.of(token), Arrays.stream(parts)).sorted()
                .reduce("", String::concat);
        return HexFormat.of().formatHex(Hashes.digest("SHA-1", all));
    }

    /** 16 random bytes, the length, the message, the AppID; PKCS#7 over blocks of 32 bytes. */
    Optional<byte[]> decrypt(String encrypted) {
        byte[] plain;
        try {
            // Java's own padding ends at 16, and would refuse half of all pushes.
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            var iv = new IvParameterSpec(key, 0, 16);
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
            plain = cipher.doFinal(Base64.getDecoder().decode(encrypted));
        } catch (GeneralSecurityException | IllegalArgumentException error) {
            return Optional.empty();
        }
        int pad = plain.length == 0 ? 0 : plain[plain.length - 1];
        int end = plain.length - pad;
        if (pad < 1 || pad > 32 || plain.length % 32 != 0 || end < 20) {
            return Optional.empty();
        }
        for (int at = end; at < plain.length; at++) {
            if (plain[at] != pad) {
                return Optional.empty();
            }
        }
        // As a long, so that a length near 2^31 does not overflow.
        long messageEnd = 20L + Integer.toUnsignedLong(ByteBuffer.wrap(plain).getInt(16));
        if (messageEnd > end) {
            return Optional.empty();
        }
        byte[] message = Arrays.copyOfRange(plain, 20, (int) messageEnd);
        String owner = new String(plain, (int) messageEnd, end - (int) messageEnd, StandardCharsets.UTF_8);
        return Hashes.equal(appId, owner) ? Optional.of(message) : Optional.empty();
    }

    /** The texts of the elements below the root; none if the XML is broken or has a DOCTYPE. */
    Map<String, String> fields(byte[] xml) {
        Map<String, String> fields = new HashMap<>();
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // Its own handler prints to the log what strangers send.
            builder.setErrorHandler(null);
            Node node = builder.parse(new ByteArrayInputStream(xml)).getDocumentElement().getFirstChild();
            for (; node != null; node = node.getNextSibling()) {
                if (node.getNodeType() == Node.ELEMENT_NODE) {
                    fields.put(node.getNodeName(), node.getTextContent().strip());
                }
            }
            return fields;
        } catch (ParserConfigurationException | SAXException | IOException error) {
            return Map.of();
        }
    }
}
