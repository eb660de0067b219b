/** Independent readers of QR codes. None of them shares code with our encoder. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import jsqr from 'jsqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** A picture of one byte for each pixel. */
export interface GrayPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export interface Reader {
  readonly name: string;
  /** Reads one text from each picture; undefined where it finds none. */
  read(pictures: readonly GrayPicture[]): Promise<(string | undefined)[]>;
}

function rgbaOf({ pixels }: GrayPicture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(pixels.length * 4).fill(255);
  pixels.forEach((value, at) => rgba.fill(value, at * 4, at * 4 + 3));
  return rgba;
}

const jsqrReader: Reader = {
  name: 'jsqr',
  read: (pictures) =>
    Promise.resolve(
      pictures.map((picture) => {
        const { width, height } = picture;
        const options = { inversionAttempts: 'dontInvert' } as const;
        return jsqr(rgbaOf(picture), width, height, options)?.data;
      }),
    ),
};

async function zxingReader(): Promise<Reader> {
  // By default, the package downloads this file.
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = new Uint8Array(await readFile(path)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return {
    name: 'ZXing',
    async read(pictures) {
      const texts: (string | undefined)[] = [];
      for (const picture of pictures) {
        const { width, height } = picture;
        const image = { data: rgbaOf(picture), width, height, colorSpace: 'srgb' as const };
        const [found] = await readBarcodes(image, { formats: ['QRCode'], tryInvert: false });
        texts.push(found?.isValid ? found.text : undefined);
      }
      return texts;
    },
  };
}

/** The program zbarimg of the package zbar-tools; undefined if it is not installed. */
function zbarReader(): Reader | undefined {
  try {
    execFileSync('zbarimg', ['--version'], { stdio: 'ignore' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { name: 'ZBar', read: readWithZbar };
}

async function readWithZbar(pictures: readonly GrayPicture[]): Promise<(string | undefined)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'readability-'));
  try {
    const files = pictures.map((_, at) => join(folder, `${at}.pgm`));
    for (const [at, { width, height, pixels }] of pictures.entries()) {
      await writeFile(
        files[at]!,
        Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), pixels]),
      );
    }
    const args = ['--xml', '--nodbus', '-S*.disable', '-Sqrcode.enable', ...files];
    const { stdout } = await promisify(execFile)('zbarimg', args, { maxBuffer: 1e8 }).catch(
      // Exit code 4: a picture has no code that it can read.
      (error: unknown) => {
        const failure = error as { readonly code: unknown; readonly stdout: string };
        if (failure.code !== 4) throw error;
        return failure;
      },
    );
    const texts = new Map<string, string>();
    for (const [, file = '', found = ''] of stdout.matchAll(
      /<source href='([^']+)'>(.*?)<\/source>/gs,
    )) {
      const [, text] = /<data><!\[CDATA\[(.*?)\]\]><\/data>/s.exec(found) ?? [];
      if (text !== undefined) texts.set(file, text);
    }
    return files.map((file) => texts.get(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @returns those that are installed, at least jsqr and ZXing */
export async function findReaders(): Promise<readonly Reader[]> {
  const zbar = zbarReader();
  return [jsqrReader, await zxingReader(), ...(zbar ? [zbar] : [])];
}
