import { assemble } from './assemble.js';

await assemble();
