/** The rules of lit, web components and accessibility. oxlint (.oxlintrc.json) holds all others. */
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import * as parser from '@typescript-eslint/parser';
import { defineConfig, globalIgnores } from 'eslint/config';

export default defineConfig(globalIgnores(['dist', 'storybook-static', 'coverage', '.data']), {
  files: ['src/{elements,debug}/**/*.ts'],
  languageOptions: { parser },
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  extends: [lit['flat/recommended'], wc['flat/recommended'], litA11y.configs.recommended],
  rules: {
    // Does not see texts that are bound as `.textContent`. Tests check every state with axe.
    'lit-a11y/accessible-name': 'off',
    // Safari takes a list without its own markers for no list, unless it has the role.
    'lit-a11y/no-redundant-role': 'off',
  },
});
