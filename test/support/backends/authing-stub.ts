/**
 * Authing, as far as its own clients use it to sign in by QR code: authing-js-sdk 4.23
 * (`QrCodeAuthenticationClient`, `PublicKeyManager`) and Guard (`IdentityBinding`, `responseManagement`,
 * https://github.com/Authing/Guard). test/frameworks/clients holds it against the former.
 */
import { generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto';
import { readRequest, withCors } from './cors.js';
import { qrPicture } from './qr-picture.js';

export type Step = Readonly<Record<string, unknown>>;

export interface AuthingStub {
  readonly appId: string;
  /** How long a QR code lives, in seconds. */
  expiresIn: number;
  readonly answer: (request: Request) => Promise<Response>;
  /** The requests so far: method, path, body and the headers that Authing reads. */
  readonly calls: readonly {
    readonly path: string;
    readonly body: Step;
    readonly headers: Headers;
  }[];
  /**
   * Changes the newest QR code's status, and with it what the check answers beside it. Returns the handle
   * of the flow if the step asks for one by `flowHandle: true`.
   */
  set(status: number, scannedResult?: Step): string | undefined;
  /** In place of the next answers to this path. */
  override(path: string, answer: (() => Response | Promise<Response>) | undefined): void;
  /** Everything that nobody but the page's script may see. */
  secrets(): readonly string[];
}

const password = 'tea & 茶';
export const authingPeople = {
  password,
  code: '123456',
  phone: '13800138000',
  email: 'lin@example.com',
};
const token = 'eyJhbGciOiJIUzI1NiJ9.authing.token';

const keys = generateKeyPairSync('rsa', { modulusLength: 1024 });
const publicKey = String(keys.publicKey.export({ type: 'spki', format: 'pem' }));
const png = new Uint8Array(qrPicture('http://weixin.qq.com/q/02authing'));

export function createAuthingStub(origin = 'https://shop.authing.example'): AuthingStub {
  const appId = '60a6f980dd9a9a7642da768a';
  const codes = new Map<string, { status: number; ticket?: string; scannedResult?: Step }>();
  const calls: { path: string; body: Step; headers: Headers }[] = [];
  const overrides = new Map<string, () => Response | Promise<Response>>();
  const flowHandles: string[] = [];
  const tickets = new Set<string>();
  let newest = '';
  const photo = `${origin}/qrcode/photo.png`;
  const user = { id: 'user-1', nickname: '林溪', photo, loginsCount: 7 };

  const ok = (data: unknown): Response => Response.json({ code: 200, message: 'OK', data });
  const no = (code: number, message: string): Response => Response.json({ code, message });

  function flowStep(apiCode: number, data: Step): Response {
    return Response.json({ statusCode: 300, apiCode, message: '', data, flowHandle: newHandle() });
  }
  function newHandle(): string {
    const handle = randomBytes(8).toString('hex');
    flowHandles.push(handle);
    return handle;
  }

  const routes: Readonly<Record<string, (body: Step, query: URLSearchParams) => Response>> = {
    '/api/v2/qrcode/gene'({ scene }) {
      if (scene !== 'WECHATMP_AUTH') return no(400, 'scene');
      newest = randomBytes(15).toString('base64url');
      codes.set(newest, { status: 0 });
      return ok({
        random: newest,
        expiresIn: stub.expiresIn,
        url: `${origin}/qrcode/${newest}.png`,
      });
    },
    '/api/v2/qrcode/check'(_, query) {
      const random = query.get('random') ?? '';
      const code = codes.get(random);
      if (!code) return no(2241, '二维码不存在');
      const { status, ticket = null, scannedResult } = code;
      const userInfo = status > 0 ? { nickname: user.nickname, photo: user.photo } : {};
      return ok({ random, status, ticket, userInfo, scannedResult });
    },
    '/api/v2/qrcode/userinfo': ({ ticket }) =>
      tickets.delete(String(ticket)) ? ok({ ...user, token }) : no(2242, 'ticket'),
    '/api/v2/.well-known': () => ok({ publicKey }),
    '/api/v2/sms/send': ({ phone }) =>
      phone === authingPeople.phone
        ? Response.json({ code: 200, message: '发送成功' })
        : no(500, 'phone'),
    '/api/v2/email/send': ({ email, scene }) =>
      email && scene === 'LOGIN_VERIFY_CODE'
        ? Response.json({ code: 200, message: '' })
        : no(400, 'email'),
    '/interaction/authFlow'({ action, data, flowHandle }) {
      if (flowHandle !== flowHandles.at(-1)) return no(1699, 'flowHandle');
      if (action === 'create-federation-account') {
        return flowStep(1600, { user: { ...user, id: 'user-2', loginsCount: 1, token } });
      }
      // Authing's own clients send an object.
      const proof = (data ?? {}) as Record<string, string>;
      if (/-password$/.test(String(action))) {
        const typed = decrypt(proof['password'] ?? '', keys.privateKey.export({ format: 'jwk' }));
        if (typed !== password) return no(2333, '账号或密码错误');
        if (proof['account'] !== 'two') return flowStep(1600, { user: { ...user, token } });
        return flowStep(2921, {
          accounts: [
            { ...user, id: 'secret-id-a', name: '林溪' },
            { id: 'secret-id-b', username: 'linxi2', photo: '' },
          ],
        });
      }
      const isRight = proof['code'] === authingPeople.code && (proof['phone'] ?? proof['email']);
      return isRight ? flowStep(1600, { user: { ...user, token } }) : no(2004, '验证码错误');
    },
    '/interaction/federation/binding/select': ({ account }) =>
      String(account).startsWith('secret-id-')
        ? flowStep(1600, { user: { ...user, nickname: 'linxi2', token } })
        : no(400, 'account'),
  };

  async function route(request: Request): Promise<Response> {
    const { path, query, body } = await readRequest(request);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    if (path.startsWith('/qrcode/')) {
      return new Response(png, { headers: { 'Content-Type': 'image/png' } });
    }
    calls.push({ path, body, headers: request.headers });
    const instead = overrides.get(path);
    if (instead) return instead();
    const { headers } = request;
    const isKnown =
      headers.get('x-authing-app-id') === appId ||
      headers.get('x-authing-userpool-id') === 'pool-1';
    const answer = routes[path];
    if (!answer) return new Response('not found', { status: 404 });
    return isKnown ? answer(body, query) : no(2101, 'app');
  }

  const stub: AuthingStub = {
    appId,
    expiresIn: 120,
    calls,
    answer: async (request) => {
      const isPicture = new URL(request.url).pathname.startsWith('/qrcode/');
      return withCors(request, await route(request), !isPicture);
    },
    set(status, scannedResult) {
      const ticket = status === 2 ? randomBytes(16).toString('hex') : undefined;
      if (ticket) tickets.add(ticket);
      const step = scannedResult?.['flowHandle'] === true ? { flowHandle: newHandle() } : {};
      codes.set(newest, {
        status,
        ...(ticket && { ticket }),
        ...(scannedResult && { scannedResult: { ...scannedResult, ...step } }),
      });
      return step.flowHandle;
    },
    override(path, answer) {
      if (answer) overrides.set(path, answer);
      else overrides.delete(path);
    },
    secrets: () => [
      ...codes.keys(),
      ...[...codes.values()].flatMap(({ ticket }) => ticket ?? []),
      ...flowHandles,
      'secret-id-',
    ],
  };
  return stub;
}

/** RSAES-PKCS1-v1_5 by hand: Node.js no longer decrypts it. */
function decrypt(base64: string, { n = '', d = '' }: JsonWebKey): string {
  const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex') || '0'}`);
  const modulus = numberOf(Buffer.from(n, 'base64url'));
  let result = 1n;
  let square = numberOf(Buffer.from(base64, 'base64'));
  for (let rest = numberOf(Buffer.from(d, 'base64url')); rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  const padded = Buffer.from(
    result.toString(16).padStart(Buffer.from(n, 'base64url').length * 2, '0'),
    'hex',
  );
  if (padded[0] !== 0 || padded[1] !== 2 || padded.indexOf(0, 2) < 10) return '';
  return padded.subarray(padded.indexOf(0, 2) + 1).toString('utf8');
}
