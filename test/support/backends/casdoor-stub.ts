/**
 * Casdoor, as far as its login page uses it to sign in by the QR code of an official account: `GetQRCode`
 * and `GetWebhookEventType` of controllers/auth.go, idp/wechat.go, and AuthCallback.js, Util.js and
 * Provider.js of web/src/auth (https://github.com/casdoor/casdoor). Its page `/callback` is a redirect here.
 */
import { randomBytes } from 'node:crypto';
import { readRequest, withCors } from './cors.js';
import { qrPicture } from './qr-picture.js';

export interface CasdoorStub {
  readonly clientId: string;
  readonly answer: (request: Request) => Promise<Response>;
  /** WeChat has pushed a scan of the newest QR code. */
  scan(): void;
  /** Exchanges a code once, as an application's server does. Undefined if it is not valid. */
  exchange(code: string): { readonly name: string } | undefined;
  override(path: string, answer: (() => Response | Promise<Response>) | undefined): void;
  secrets(): readonly string[];
}

/** @param kind newer versions of Casdoor answer with the content of the QR code, older ones with a PNG */
export function createCasdoorStub(kind: 'address' | 'picture' = 'address'): CasdoorStub {
  const clientId = '014ae4bd048734ca2dea';
  const tickets: string[] = [];
  const scanned = new Set<string>();
  const codes = new Set<string>();
  const overrides = new Map<string, () => Response | Promise<Response>>();
  const error = (msg: string): Response =>
    Response.json({
      status: 'error',
      msg,
      sub: '',
      name: '',
      data: null,
      data2: null,
      data3: null,
    });
  const ok = (data: unknown, data2: unknown = null): Response =>
    Response.json({ status: 'ok', msg: '', sub: '', name: '', data, data2, data3: null });

  const routes: Readonly<Record<string, (query: URLSearchParams) => Response>> = {
    '/api/get-qrcode'(query) {
      if (query.get('id') !== 'admin/provider_wechat') {
        return error(`The provider: ${query.get('id') ?? ''} does not exist`);
      }
      // WeChat's tickets have these characters.
      const ticket = `gQH4+/${randomBytes(12).toString('base64')}==`;
      tickets.push(ticket);
      const address = `http://weixin.qq.com/q/02casdoor${tickets.length}`;
      return ok(kind === 'address' ? address : qrPicture(address).toString('base64'), ticket);
    },
    '/api/get-webhook-event'(query) {
      const ticket = query.get('ticket') ?? '';
      return scanned.has(ticket) ? ok('SCAN', ticket) : error('ticket not found');
    },
    '/callback'(query) {
      const ticket = query.get('code')?.replace(/^wechat_oa:/, '') ?? '';
      const inner = new URLSearchParams(atob(query.get('state') ?? ''));
      const isRequest =
        inner.get('client_id') === clientId &&
        inner.get('response_type') === 'code' &&
        inner.get('application') === 'shop' &&
        inner.get('provider') === 'provider_wechat' &&
        inner.get('method') === 'signup';
      if (!isRequest || !scanned.delete(ticket)) return page('error ticket');
      const code = randomBytes(10).toString('hex');
      codes.add(code);
      const back = new URL(inner.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', inner.get('state') ?? '');
      return new Response(null, { status: 302, headers: { Location: back.href } });
    },
  };

  async function route(request: Request): Promise<Response> {
    const { path, query } = await readRequest(request);
    const instead = overrides.get(path);
    if (instead) return instead();
    return routes[path]?.(query) ?? new Response('not found', { status: 404 });
  }

  return {
    clientId,
    answer: async (request) => withCors(request, await route(request)),
    scan: () => void scanned.add(tickets.at(-1) ?? ''),
    exchange: (code) => (codes.delete(code) ? { name: '林溪' } : undefined),
    override(path, answer) {
      if (answer) overrides.set(path, answer);
      else overrides.delete(path);
    },
    secrets: () => tickets,
  };
}

const page = (text: string): Response =>
  new Response(`<!doctype html><title>Casdoor</title><p>${text}`, {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  });
