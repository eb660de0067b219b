/**
 * `npm run pictures:accept`: makes the current look of the cards their reference. With words behind `--`,
 * only those of the sets whose names contain one of them.
 */
import { accept } from '../support/pictures/references.js';
import { sets } from '../support/pictures/sets.js';
import type { SetName } from '../support/pictures/sets.js';
import { layouts, openStudio, shoot, themes } from '../support/pictures/studio.js';

const words = process.argv.slice(2);
const wanted = (Object.keys(sets) as SetName[]).filter(
  (set) => words.length === 0 || words.some((word) => set.includes(word)),
);
const studio = await openStudio();
const changed: string[] = [];
try {
  for (const set of wanted) {
    for (const layout of layouts) {
      const page = await studio.open(set, layout);
      for (const theme of themes) {
        changed.push(...(await accept({ set, theme, ...layout }, await shoot(page, theme))));
      }
      await page.close();
    }
  }
} finally {
  await studio.stop();
}
process.stdout.write([...changed, `${changed.length} pictures changed`, ''].join('\n'));
