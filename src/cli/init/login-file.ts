/** Writes what every framework gets: the login, and the environment file. */
import type { Answers } from './arguments.js';
import type { Texts } from './texts/index.js';

type Comments = Texts['written']['comments'];

const storeImports: Readonly<Record<Answers['store'], string>> = {
  memory: '',
  redis: `import { Redis } from 'ioredis';
import { createRedisStore } from 'wechat-mp-login/server/redis';
`,
  postgres: `import pg from 'pg';
import { createPostgresStore, listenWithPg, storeSchema } from 'wechat-mp-login/server/postgres';
`,
};

const storeLines = ({ migrate }: Comments): Readonly<Record<Answers['store'], string>> => ({
  memory: '',
  redis: `const redis = new Redis(env.REDIS_URL);
redis.on('error', (error) => console.error('Redis:', error));
const store = createRedisStore({ client: redis });

`,
  postgres: `const pool = new pg.Pool({ connectionString: env.DATABASE_URL, keepAlive: true });
await pool.query(storeSchema); // ${migrate}
const store = createPostgresStore({
  query: (text, values) => pool.query(text, [...values]),
  listen: listenWithPg(() => pool.connect()),
});

`,
});

/** The packages that the store needs. */
export const storePackages: Readonly<Record<Answers['store'], readonly string[]>> = {
  memory: [],
  redis: ['ioredis'],
  postgres: ['pg'],
};

/** The module that calls `createWechatMpLogin`. */
export function loginFile({ name, newAccounts, store }: Answers, comments: Comments): string {
  return `import process from 'node:process';
import { createCookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import { createWechatMpLogin } from 'wechat-mp-login/server';
${storeImports[store]}
const { env } = process;
const { origin } = new URL(env.PUBLIC_URL || 'http://localhost:3000');

${comments.inMemory.replace(/^/gm, '// ')}
export const accounts = createMemoryAccounts();
export const sessions = createCookieSessions({
  secure: origin.startsWith('https:'),
  account: (id) => accounts.get(id),
});

${storeLines(comments)[store]}export const login = createWechatMpLogin({
  publicUrl: \`\${origin}/wechat-login\`,
  wechat: {
    appId: env.WECHAT_APP_ID,
    appSecret: env.WECHAT_APP_SECRET,
    token: env.WECHAT_TOKEN,
    // ${comments.testAccount}
    encodingAesKey: env.WECHAT_AES_KEY || undefined,
    ...(env.WECHAT_MODE && { mode: env.WECHAT_MODE }),
    ...(env.WECHAT_API_BASE_URL && { apiBaseUrl: env.WECHAT_API_BASE_URL }),
  },
  officialAccount: { name: ${JSON.stringify(name)} },
  newAccounts: '${newAccounts}',
  accounts,
  sessions,${store === 'memory' ? '' : '\n  store,'}
});
`;
}

/** What TypeScript knows of that module. */
export const loginTypes = `import type { CookieSessions, createMemoryAccounts } from 'wechat-mp-login/accounts';
import type { WechatMpLogin } from 'wechat-mp-login/server';

export declare const accounts: ReturnType<typeof createMemoryAccounts>;
export declare const sessions: CookieSessions;
export declare const login: WechatMpLogin;
`;

export function environmentFile({ url, store }: Answers, comments: Comments): string {
  const address: Readonly<Record<Answers['store'], string>> = {
    memory: '',
    redis: 'REDIS_URL=redis://localhost:6379\n',
    postgres: 'DATABASE_URL=postgres://localhost:5432/postgres\n',
  };
  return `# ${comments.copy}
PUBLIC_URL=${url}
WECHAT_APP_ID=
WECHAT_APP_SECRET=
# ${comments.token}
WECHAT_TOKEN=
WECHAT_AES_KEY=
# ${comments.noAesKey}
# WECHAT_MODE=plain
# WECHAT_API_BASE_URL=http://localhost:4000
${address[store]}`;
}
