/** `npm run pictures:accept`: makes the current look of the cards their reference. */
import { accept } from '../support/pictures/references.js';
import { sets } from '../support/pictures/sets.js';
import type { SetName } from '../support/pictures/sets.js';
import { layouts, openStudio, shoot, themes } from '../support/pictures/studio.js';

const studio = await openStudio();
const changed: string[] = [];
try {
  for (const set of Object.keys(sets) as SetName[]) {
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
