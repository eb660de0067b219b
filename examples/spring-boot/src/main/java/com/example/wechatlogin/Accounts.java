// A sketch. It was not run. Checked: javac, with stand-ins for Spring. README.md says what you must add.
package com.example.wechatlogin;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts of the application, by WeChat user. This is where your own rules about accounts go. */
@Repository
public class Accounts {
    public record Account(long id, boolean isNew) {}

    private final JdbcClient jdbc;
    private final Settings settings;

    public Accounts(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Finds or creates the account. Call it in a transaction. */
    Account of(String openid) {
        return find(openid).orElseGet(() -> open(openid));
    }

    String nameOf(long id) {
        return jdbc.sql("select name from accounts where id = ?").param(id).query(String.class).single();
    }

    private Optional<Account> find(String openid) {
        return jdbc.sql("select account_id from wechat_identities where app_id = ? and openid = ?")
                .params(settings.appId(), openid).query(Long.class).optional()
                .map(id -> new Account(id, false));
    }

    private Account open(String openid) {
        // WeChat tells no names.
        long id = jdbc.sql("insert into accounts (name) values (?) returning id")
                .param("Member " + Hashes.random(3)).query(Long.class).single();
        int added = jdbc.sql("insert into wechat_identities (app_id, openid, account_id) values (?, ?, ?)"
                + " on conflict do nothing").params(settings.appId(), openid, id).update();
        if (added == 1) {
            return new Account(id, true);
        }
        // Another login of the same person came first.
        jdbc.sql("delete from accounts where id = ?").param(id).update();
        return find(openid).orElseThrow();
    }
}
