// @ts-check
/**
 * Unpacks the Chromium of @sparticuz/chromium into the folder for temporary files. The package finds that
 * folder in TMPDIR, which would be another one for everything else in the same process.
 *
 * node tools/browsers/unpack-chromium.js FOLDER-OF-THE-ARCHIVES
 */
import { join } from 'node:path';
import chromium, { inflate } from '@sparticuz/chromium';

const [archives = ''] = process.argv.slice(2);
await chromium.executablePath(archives);
await inflate(join(archives, 'al2023.tar.br'));
