// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The settings of application.properties that begin with wechat-login. */
@ConfigurationProperties("wechat-login")
public record Settings(URI publicUrl, String siteName, String apiUrl, String appId, String appSecret,
        String token, String aesKey) {

    /** Only pages of this origin may use the backend. */
    public String origin() {
        return publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
    }

    /** Such as /wechat-login. */
    public String path() {
        return publicUrl.getPath().replaceAll("/+$", "");
    }

    /** Browsers accept cookies with the prefix __Host- over https alone. */
    public boolean isSecure() {
        return "https".equals(publicUrl.getScheme());
    }
}
