/** `npm run api:accept`: writes the report of the API of the built package to docs/api. */
import { existsSync } from 'node:fs';
import { reportFolder, reportOf, writeReport } from './report.js';

if (existsSync('dist/custom-elements.json')) {
  writeReport(reportFolder, reportOf('.'));
} else {
  console.error('There is no dist/ with declarations in it. Run `npm run build` first.');
  process.exitCode = 1;
}
