/** Pages of anyone's with `<wechat-phone>` on them, and a simulator behind the same server. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { create } from 'qrcode/lib/core/qrcode.js';
import { toNodeListener } from '../../../../src/server/node.js';
import { createSimulator, type Simulator } from '../../../../src/simulator/index.js';
import { createSceneQrCode } from '../../simulator/harness.js';
import { stop } from '../site.js';
import { excusePages } from './policy.js';

export interface PhoneSite {
  readonly origin: string;
  readonly simulator: Simulator;
  /** The text of a QR code that works, and a drawing of it. */
  readonly qrCode: { readonly url: string; readonly svg: string };
  /** Adds a page. `html` stands before the phone's script. @returns its address */
  add(html: string, headers?: Readonly<Record<string, string>>): string;
  /** Serves the drawing as an image file. @returns its path */
  addPicture(headers?: Readonly<Record<string, string>>): string;
  stop(): Promise<void>;
}

export async function startPhoneSite(): Promise<PhoneSite> {
  const { outputFiles } = await build({
    entryPoints: ['src/phone/index.ts'],
    ...{ bundle: true, write: false, format: 'esm', target: 'es2022' },
  });
  const script = {
    body: outputFiles[0]?.text ?? '',
    headers: { 'content-type': 'text/javascript' },
  };
  const files = new Map([
    ['/phone.js', script],
    ['/phone-again.js', script],
  ] as [string, { body: string; headers: Readonly<Record<string, string>> }][]);
  const simulator = createSimulator({ account: { name: '山岚商店' }, log: () => undefined });
  const listener = toNodeListener(simulator);
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const file = files.get(path);
    if (path.startsWith('/simulator/')) listener(request, response);
    else if (path === '/favicon.ico') response.writeHead(204).end();
    else if (file) response.writeHead(200, file.headers).end(file.body);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  // They are anyone's pages: the phone has to bear whatever their policy is.
  excusePages((address) => address.origin === origin);
  const { url } = await createSceneQrCode(simulator);
  const svg = draw(url);
  return {
    ...{ origin, simulator, qrCode: { url, svg } },
    add(html, headers = {}) {
      const path = `/page/${files.size}`;
      const body = `<!doctype html><meta charset="utf-8"><title>A page</title>${html}
        <script type="module" src="/phone.js"></script>`;
      files.set(path, { body, headers: { 'content-type': 'text/html', ...headers } });
      return origin + path;
    },
    addPicture(headers = {}) {
      const path = `/picture/${files.size}.svg`;
      files.set(path, { body: svg, headers: { 'content-type': 'image/svg+xml', ...headers } });
      return path;
    },
    stop: () => stop(server),
  };
}

function draw(text: string): string {
  const { modules } = create([{ data: text, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
  const { size } = modules;
  const cells = Array.from({ length: size * size }, (_, index) => index)
    .filter((index) => modules.get(Math.floor(index / size), index % size))
    .map((index) => `M${(index % size) + 4} ${Math.floor(index / size) + 4}h1v1h-1z`);
  const side = size + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="220" height="220" viewBox="0 0 ${side} ${side}"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${cells.join('')}"/></svg>`;
}
