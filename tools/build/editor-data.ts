/**
 * Writes what editors read about the tags, from the manifest: custom data of VS Code for HTML and CSS, and
 * the web-types of JetBrains' editors, which find them by package.json.
 */
import { readFileSync } from 'node:fs';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';

// Its format is the one that both packages were made for.
const manifest = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8')) as Parameters<
  typeof generateJetBrainsWebTypes
>[0];

/** The class of the prompts has no tag that a page writes. */
const shared = { outdir: 'dist', exclude: ['WechatMpBinding'], hideLogs: true };

generateVsCodeCustomElementData(manifest, {
  ...shared,
  htmlFileName: 'vscode.html-custom-data.json',
  cssFileName: 'vscode.css-custom-data.json',
});
generateJetBrainsWebTypes(manifest, { ...shared, packageJson: false });
