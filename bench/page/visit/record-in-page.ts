/** The recorder as a script of the page: `visit.ts` bundles this file. */
import { recordFrames } from './recorder.js';

Object.assign(globalThis, { frameRecord: recordFrames() });
